"""Expects the timeout and has an answer for it."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("inventory")


async def stock(item):
    await asyncio.sleep(0.5)
    return 12


async def show(item):
    try:
        log.info("%d left", await asyncio.wait_for(stock(item), timeout=0.05))
    except asyncio.TimeoutError:
        log.info("%s: stock unknown, inventory did not answer within 0.05 s", item)


async def main():
    await show("bolts")


asyncio.run(main())
