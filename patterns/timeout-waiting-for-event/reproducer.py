"""The task that should set the event fails before it does.

Prints: TimeoutError
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


def load():
    raise OSError("no configuration")


async def start(ready):
    try:
        load()
        ready.set()
    except OSError as e:
        log.info("using defaults: %s", e)


async def serve(ready):
    await ready.wait()


async def main():
    ready = asyncio.Event()
    starting = asyncio.create_task(start(ready))
    try:
        await asyncio.wait_for(serve(ready), timeout=0.1)
    except asyncio.TimeoutError:
        log.exception("service did not start")
    await starting


asyncio.run(main())
