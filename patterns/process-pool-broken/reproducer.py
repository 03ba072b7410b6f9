"""A worker ends itself.

Prints: BrokenProcessPool
"""
import asyncio
import concurrent.futures
import logging
import os

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


def crunch(n):
    if n == 0:
        os._exit(1)
    return n * n


async def main():
    with concurrent.futures.ProcessPoolExecutor(1) as pool:
        try:
            log.info("got %s", await asyncio.get_running_loop().run_in_executor(pool, crunch, 0))
        except concurrent.futures.process.BrokenProcessPool:
            log.exception("cannot crunch")


if __name__ == "__main__":
    asyncio.run(main())
