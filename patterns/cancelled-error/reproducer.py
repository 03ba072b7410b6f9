"""Logs a cancellation as a failure.

Prints: CancelledError
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


async def poll():
    await asyncio.sleep(10)


async def stop(task):
    task.cancel()
    try:
        await task
    except BaseException:
        log.exception("poller failed")


async def main():
    task = asyncio.create_task(poll())
    await asyncio.sleep(0.01)
    await stop(task)


asyncio.run(main())
