"""The task is kept as long as it runs."""
import asyncio
import gc
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


async def wait_for_reply():
    reply = asyncio.get_running_loop().create_future()
    await reply


background = set()


def start():
    task = asyncio.create_task(wait_for_reply())
    background.add(task)
    task.add_done_callback(background.discard)


async def main():
    start()
    await asyncio.sleep(0.01)
    gc.collect()
    log.info("done")


asyncio.run(main())
