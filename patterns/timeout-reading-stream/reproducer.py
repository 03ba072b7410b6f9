"""Reads a line that the peer never ends.

Prints: TimeoutError
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("client")


async def greeting(reader):
    return await reader.readline()


async def main():
    reader = asyncio.StreamReader()
    reader.feed_data(b"220 ready")
    try:
        log.info("greeting %r", await asyncio.wait_for(greeting(reader), timeout=0.1))
    except asyncio.TimeoutError:
        log.exception("no greeting")


asyncio.run(main())
