"""Expects that a stream can end."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("client")


async def frame(reader):
    try:
        return await reader.readexactly(100)
    except asyncio.IncompleteReadError as e:
        log.info("the peer left after %d of 100 bytes", len(e.partial))
        return None


async def main():
    reader = asyncio.StreamReader()
    reader.feed_data(b"short")
    reader.feed_eof()
    await frame(reader)


asyncio.run(main())
