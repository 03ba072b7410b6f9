"""Lets the lock pair acquire and release."""
import asyncio


async def update(lock, busy):
    if busy:
        return
    async with lock:
        print("updating")


async def main():
    await update(asyncio.Lock(), busy=True)


asyncio.run(main())
