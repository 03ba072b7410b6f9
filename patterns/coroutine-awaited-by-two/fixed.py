"""A cache hands out a task."""
import asyncio


async def load():
    await asyncio.sleep(0.01)
    return {"currency": "EUR"}


async def use(settings):
    return await settings


async def main():
    settings = asyncio.create_task(load())
    await asyncio.gather(use(settings), use(settings))


asyncio.run(main())
