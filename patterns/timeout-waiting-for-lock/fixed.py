"""Takes the locks in one order."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("bank")


async def transfer(source, target):
    first, second = sorted((source, target), key=id)
    async with first:
        await asyncio.sleep(0.01)
        async with second:
            log.info("transferred")


async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    other = asyncio.create_task(transfer(b, a))
    await asyncio.sleep(0)
    await asyncio.wait_for(transfer(a, b), timeout=0.1)
    await other


asyncio.run(main())
