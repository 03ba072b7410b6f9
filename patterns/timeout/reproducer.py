"""Waits less long than the answer takes.

Prints: TimeoutError
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("inventory")


async def stock(item):
    await asyncio.sleep(0.5)
    return 12


async def show(item):
    log.info("%d left", await asyncio.wait_for(stock(item), timeout=0.05))


async def main():
    try:
        await show("bolts")
    except asyncio.TimeoutError:
        log.exception("inventory did not answer")


asyncio.run(main())
