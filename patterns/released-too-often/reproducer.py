"""Releases after an acquire that did not happen.

Prints: RuntimeError: Lock is not acquired.
"""
import asyncio


async def update(lock, busy):
    try:
        if not busy:
            await lock.acquire()
        print("updating")
    finally:
        lock.release()


async def main():
    await update(asyncio.Lock(), busy=True)


asyncio.run(main())
