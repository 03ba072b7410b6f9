"""Two workers share a queue."""
import asyncio


async def jobs():
    for n in range(4):
        await asyncio.sleep(0.01)
        yield n


async def worker(queue):
    while True:
        job = await queue.get()
        if job is None:
            return
        print("did", job)


async def main():
    queue = asyncio.Queue()
    workers = [asyncio.create_task(worker(queue)) for _ in range(2)]
    async for job in jobs():
        queue.put_nowait(job)
    for _ in workers:
        queue.put_nowait(None)
    await asyncio.gather(*workers)


asyncio.run(main())
