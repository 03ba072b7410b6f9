"""Handles the failure where it happens."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


async def main():
    try:
        raise ValueError("bad frame")
    except ValueError as e:
        log.info("dropped a frame: %s", e)


asyncio.run(main())
