"""Tries a bounded number of times, and says what it does."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("client")


async def connect():
    for attempt in range(3):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", 1)
            return writer
        except OSError as e:
            log.info("broker at 127.0.0.1:1, attempt %d: %s", attempt + 1, type(e).__name__)
            await asyncio.sleep(0.01 * 2 ** attempt)
    return None


async def main():
    if await connect() is None:
        log.info("going on without the broker")


asyncio.run(main())
