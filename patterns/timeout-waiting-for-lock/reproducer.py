"""Two transfers take two locks in opposite order.

Prints: TimeoutError
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("bank")


async def transfer(source, target):
    async with source:
        await asyncio.sleep(0.01)
        async with target:
            log.info("transferred")


async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    other = asyncio.create_task(transfer(b, a))
    await asyncio.sleep(0)
    try:
        await asyncio.wait_for(transfer(a, b), timeout=0.1)
    except asyncio.TimeoutError:
        log.exception("transfer failed")
    await other


asyncio.run(main())
