"""The producer waits for room."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("events")


async def consume(queue):
    for _ in range(5):
        await asyncio.sleep(0.01)
        await queue.get()


async def produce(queue):
    for n in range(5):
        await queue.put(n)


async def main():
    queue = asyncio.Queue(maxsize=2)
    consumer = asyncio.create_task(consume(queue))
    await produce(queue)
    await consumer
    log.info("all done")


asyncio.run(main())
