"""Waits for all tasks, itself among them.

Prints: RuntimeError: Task cannot await on itself
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


async def drain():
    for task in asyncio.all_tasks():
        await task


async def main():
    try:
        await drain()
    except RuntimeError:
        log.exception("drain failed")


asyncio.run(main())
