"""Returns; who started the loop closes it."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


async def shutdown():
    log.info("shut down")


async def main():
    await shutdown()


asyncio.run(main())
