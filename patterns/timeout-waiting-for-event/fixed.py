"""The event is set whatever happens."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


def load():
    raise OSError("no configuration")


async def start(ready):
    try:
        load()
    except OSError as e:
        log.info("using defaults: %s", e)
    finally:
        ready.set()


async def serve(ready):
    await ready.wait()


async def main():
    ready = asyncio.Event()
    starting = asyncio.create_task(start(ready))
    await asyncio.wait_for(serve(ready), timeout=0.1)
    await starting


asyncio.run(main())
