"""The helper is a coroutine function, and its caller awaits it."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


async def fetch():
    await asyncio.sleep(0.01)
    return 42


async def price():
    return await fetch()


async def handler():
    return await price()


async def main():
    log.info("price %s", await handler())


asyncio.run(main())
