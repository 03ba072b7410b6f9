"""Waits for the others."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


async def drain():
    for task in asyncio.all_tasks():
        if task is not asyncio.current_task():
            await task


async def main():
    await drain()
    log.info("drained")


asyncio.run(main())
