"""A callback parses what cannot be parsed.

Prints: Exception in callback
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


def on_quantity(text):
    log.info("quantity %d", int(text))


async def main():
    asyncio.get_running_loop().call_soon(on_quantity, "NaN")
    await asyncio.sleep(0.01)


asyncio.run(main())
