"""Tells main() to finish."""
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    loop.call_later(0.05, stop.set)
    await stop.wait()


asyncio.run(main())
