"""A line longer than the limit.

Prints: Separator is found, but chunk is longer than limit
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("client")


def connect():
    return asyncio.StreamReader(limit=1024)


async def main():
    reader = connect()
    reader.feed_data(b"x" * 5000 + b"\n")
    try:
        log.info("line of %d bytes", len(await reader.readline()))
    except ValueError:
        log.exception("cannot read")


asyncio.run(main())
