"""The worker survives a bad item and always says that it is done."""
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
        try:
            work(item)
        except ValueError as e:
            log.info("skipped %r: %s", item, e)
        finally:
            queue.task_done()


async def main():
    queue = asyncio.Queue()
    task = asyncio.create_task(worker(queue))
    queue.put_nowait(-1)
    await asyncio.wait_for(queue.join(), timeout=0.1)
    task.cancel()


asyncio.run(main())
