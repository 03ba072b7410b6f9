"""A worker reports what it cannot do."""
import asyncio
import concurrent.futures
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


def crunch(n):
    if n == 0:
        return None
    return n * n


async def main():
    with concurrent.futures.ProcessPoolExecutor(1) as pool:
        log.info("got %s", await asyncio.get_running_loop().run_in_executor(pool, crunch, 0))


if __name__ == "__main__":
    asyncio.run(main())
