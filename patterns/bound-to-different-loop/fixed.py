"""Each run makes its queue."""
import asyncio


async def run(job):
    jobs = asyncio.Queue()
    consumer = asyncio.create_task(jobs.get())
    await asyncio.sleep(0)
    jobs.put_nowait(job)
    print("did", await consumer)


for job in ("first", "second"):
    asyncio.run(run(job))
