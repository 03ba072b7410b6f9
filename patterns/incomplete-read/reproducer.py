"""The stream ends inside a frame.

Prints: IncompleteReadError
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("client")


async def frame(reader):
    return await reader.readexactly(100)


async def main():
    reader = asyncio.StreamReader()
    reader.feed_data(b"short")
    reader.feed_eof()
    try:
        log.info("frame of %d bytes", len(await frame(reader)))
    except asyncio.IncompleteReadError:
        log.exception("truncated frame")


asyncio.run(main())
