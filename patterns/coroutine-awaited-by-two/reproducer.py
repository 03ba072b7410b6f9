"""A cache hands out a coroutine object.

Prints: RuntimeError: coroutine is being awaited already
"""
import asyncio


async def load():
    await asyncio.sleep(0.01)
    return {"currency": "EUR"}


async def use(settings):
    return await settings


async def main():
    settings = load()
    await asyncio.gather(use(settings), use(settings))


asyncio.run(main())
