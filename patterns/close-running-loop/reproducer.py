"""Closes the loop from inside.

Prints: RuntimeError: Cannot close a running event loop
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


async def shutdown():
    asyncio.get_running_loop().close()


async def main():
    try:
        await shutdown()
    except RuntimeError:
        log.exception("shutdown failed")


asyncio.run(main())
