"""A global queue meets two loops.

Prints: is bound to a different event loop
"""
import asyncio


jobs = asyncio.Queue()


async def run(job):
    consumer = asyncio.create_task(jobs.get())
    await asyncio.sleep(0)
    jobs.put_nowait(job)
    print("did", await consumer)


for job in ("first", "second"):
    asyncio.run(run(job))
