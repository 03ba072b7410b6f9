"""Makes a loop and does not close it.

Prints: unclosed event loop
"""
import asyncio
import warnings

warnings.simplefilter("default")


async def work():
    return "done"


def run():
    loop = asyncio.new_event_loop()
    return loop.run_until_complete(work())


print(run())
