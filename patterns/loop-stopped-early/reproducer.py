"""Stops the loop below asyncio.run().

Prints: RuntimeError: Event loop stopped before Future completed.
"""
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(0.05, loop.stop)
    await asyncio.sleep(1)


asyncio.run(main())
