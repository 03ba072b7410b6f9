"""Both tasks take the two locks in one order."""
import asyncio
import logging
import os
import sys

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("yard")


async def load(dock, scale):
    async with dock:
        await asyncio.sleep(0.01)
        async with scale:
            log.info("loaded")


async def unload(dock, scale):
    async with dock:
        await asyncio.sleep(0.01)
        async with scale:
            log.info("unloaded")


def dump():
    log.warning("tasks are still pending")
    for task in sorted(asyncio.all_tasks(), key=lambda t: t.get_name()):
        task.print_stack(file=sys.stderr)
    sys.stderr.flush()
    os._exit(1)


async def main():
    dock, scale = asyncio.Lock(), asyncio.Lock()
    watchdog = asyncio.get_running_loop().call_later(0.3, dump)
    await asyncio.gather(load(dock, scale), unload(dock, scale))
    watchdog.cancel()


asyncio.run(main())
