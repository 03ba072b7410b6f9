"""Two tasks of a group fail; the caller expects a plain exception.

Prints: unhandled errors in a TaskGroup
"""
import asyncio


async def reserve(item):
    raise LookupError("no %s left" % item)


async def order():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(reserve("bolts"))
            group.create_task(reserve("nuts"))
    except LookupError:
        print("sold out")


asyncio.run(order())
