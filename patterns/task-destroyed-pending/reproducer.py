"""A background task waits for a future that only it knows.

Prints: Task was destroyed but it is pending!
"""
import asyncio
import gc
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


async def wait_for_reply():
    reply = asyncio.get_running_loop().create_future()
    await reply


def start():
    asyncio.create_task(wait_for_reply())


async def main():
    start()
    await asyncio.sleep(0.01)
    gc.collect()
    log.info("done")


asyncio.run(main())
