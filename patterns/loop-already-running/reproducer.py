"""A synchronous helper drives the loop that is running it.

Prints: RuntimeError: This event loop is already running
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


async def fetch():
    await asyncio.sleep(0.01)
    return 42


def price():
    loop = asyncio.get_event_loop()
    return loop.run_until_complete(loop.create_task(fetch()))


async def handler():
    return price()


async def main():
    try:
        log.info("price %s", await handler())
    except RuntimeError:
        log.exception("handler failed")


asyncio.run(main())
