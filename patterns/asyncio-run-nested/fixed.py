"""The wrapper is a coroutine function."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


async def refresh():
    await asyncio.sleep(0.01)
    return "token"


async def token(refreshing):
    return await refreshing


async def main():
    log.info("token %s", await token(refresh()))


asyncio.run(main())
