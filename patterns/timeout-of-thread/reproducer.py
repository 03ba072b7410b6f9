"""A blocking call without a time limit of its own.

Prints: TimeoutError
"""
import asyncio
import logging
import time

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("client")


def fetch(timeout=None):
    """Stands for a blocking client; gives up after timeout seconds if it is given one."""
    time.sleep(0.5 if timeout is None else timeout)
    return None if timeout is not None else "late"


async def load():
    return await asyncio.to_thread(fetch)


async def main():
    try:
        log.info("got %r", await asyncio.wait_for(load(), timeout=0.1))
    except asyncio.TimeoutError:
        log.exception("no answer")


asyncio.run(main())
