"""Catches the group."""
import asyncio


async def reserve(item):
    raise LookupError("no %s left" % item)


async def order():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(reserve("bolts"))
            group.create_task(reserve("nuts"))
    except* LookupError:
        print("sold out")


asyncio.run(order())
