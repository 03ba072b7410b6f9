"""Starts a task."""
import asyncio


async def flush():
    print("flushed")


async def main():
    flushing = asyncio.create_task(flush())
    await flushing


asyncio.run(main(), debug=True)
