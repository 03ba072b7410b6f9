"""Lets asyncio own the loop."""
import asyncio
import warnings

warnings.simplefilter("default")


async def work():
    return "done"


def run():
    return asyncio.run(work())


print(run())
