"""A task that holds the only connection of a pool asks the pool for another one.

Prints: cannot read prices, trying again
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("shop")


async def prices(pool):
    connection = await asyncio.wait_for(pool.get(), 0.1)
    pool.put_nowait(connection)


async def product(pool):
    connection = await pool.get()
    for _ in range(5):
        try:
            await prices(pool)
            break
        except asyncio.TimeoutError:
            log.exception("cannot read prices, trying again")
    pool.put_nowait(connection)


async def main():
    pool = asyncio.Queue()
    pool.put_nowait("connection-1")
    await product(pool)


asyncio.run(main())
