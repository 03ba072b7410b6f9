"""Takes what the peer sent."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("client")


async def greeting(reader):
    return await reader.read(1024)


async def main():
    reader = asyncio.StreamReader()
    reader.feed_data(b"220 ready")
    log.info("greeting %r", await asyncio.wait_for(greeting(reader), timeout=0.1))


asyncio.run(main())
