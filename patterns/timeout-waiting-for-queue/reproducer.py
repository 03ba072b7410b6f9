"""A worker dies on its first item; join() waits for ever.

Prints: TimeoutError
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("jobs")


def work(item):
    if item < 0:
        raise ValueError("negative")


async def worker(queue):
    while True:
        item = await queue.get()
        work(item)
        queue.task_done()


async def main():
    queue = asyncio.Queue()
    task = asyncio.create_task(worker(queue))
    queue.put_nowait(-1)
    try:
        await asyncio.wait_for(queue.join(), timeout=0.1)
    except asyncio.TimeoutError:
        log.exception("jobs are not done")
    task.exception()


asyncio.run(main())
