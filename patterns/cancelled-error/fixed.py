"""Expects the cancellation that it asked for."""
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
    except asyncio.CancelledError:
        log.info("poller stopped")


async def main():
    task = asyncio.create_task(poll())
    await asyncio.sleep(0.01)
    await stop(task)


asyncio.run(main())
