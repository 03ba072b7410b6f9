"""A coroutine sleeps the blocking way, in debug mode.

Prints: WARNING asyncio: Executing <Task
"""
import asyncio
import logging
import time

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")


def read_report():
    time.sleep(0.2)
    return "report"


async def render():
    return read_report()


async def main():
    rendering = asyncio.create_task(render(), name="render")
    await rendering


asyncio.run(main(), debug=True)
