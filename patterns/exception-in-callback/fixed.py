"""The callback handles bad input."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


def on_quantity(text):
    try:
        log.info("quantity %d", int(text))
    except ValueError:
        log.info("ignored the quantity %r", text)


async def main():
    asyncio.get_running_loop().call_soon(on_quantity, "NaN")
    await asyncio.sleep(0.01)


asyncio.run(main())
