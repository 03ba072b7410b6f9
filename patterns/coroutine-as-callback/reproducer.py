"""A coroutine function as a callback, in debug mode.

Prints: coroutines cannot be used with call_soon()
"""
import asyncio


async def flush():
    print("flushed")


async def main():
    asyncio.get_running_loop().call_soon(flush)


asyncio.run(main(), debug=True)
