"""The pool lives as long as the task."""
import asyncio
import concurrent.futures
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


async def main():
    with concurrent.futures.ThreadPoolExecutor() as pool:
        saving = asyncio.create_task(save(pool))
        await saving


async def save(pool):
    try:
        await asyncio.get_running_loop().run_in_executor(pool, str, 1)
        log.info("saved")
    except RuntimeError:
        log.exception("cannot save")


asyncio.run(main())
