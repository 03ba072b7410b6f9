"""The connection is handed on."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("shop")


async def prices(connection):
    log.info("prices read with %s", connection)


async def product(pool):
    connection = await pool.get()
    await prices(connection)
    pool.put_nowait(connection)


async def main():
    pool = asyncio.Queue()
    pool.put_nowait("connection-1")
    await product(pool)


asyncio.run(main())
