"""Two workers share a generator.

Prints: asynchronous generator is already running
"""
import asyncio


async def jobs():
    for n in range(4):
        await asyncio.sleep(0.01)
        yield n


async def worker(source):
    async for job in source:
        print("did", job)


async def main():
    source = jobs()
    await asyncio.gather(worker(source), worker(source))


asyncio.run(main())
