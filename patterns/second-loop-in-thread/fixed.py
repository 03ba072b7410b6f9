"""Awaits on the loop that runs."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


async def refresh():
    return "token"


async def token():
    return await refresh()


async def main():
    log.info("token %s", await token())


asyncio.run(main())
