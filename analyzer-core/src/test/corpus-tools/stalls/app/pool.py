"""A small connection pool, and an importer that takes connections from it."""
import asyncio
import logging

from app import watch
from app.settings import PATIENCE, WORK, logged

log = logging.getLogger("pool")


class PoolTimeout(Exception):
    pass


class Pool:
    def __init__(self, size):
        self.size = size
        self.free = asyncio.Queue()
        for i in range(size):
            self.free.put_nowait("connection-%d" % (i + 1))

    async def acquire(self):
        try:
            connection = await asyncio.wait_for(self.free.get(), PATIENCE)
        except asyncio.TimeoutError:
            raise PoolTimeout("no connection in %.0f s (size %d, in use %d)" % (
                logged(PATIENCE), self.size, self.size - self.free.qsize())) from None
        log.info("pool: %s taken, %d of %d in use", connection, self.size - self.free.qsize(), self.size)
        return connection

    def release(self, connection):
        self.free.put_nowait(connection)


class Importer:
    def __init__(self, pool):
        self.pool = pool

    async def product(self, number):
        connection = await self.pool.acquire()
        log.info("product %d: reading with %s", number, connection)
        await asyncio.sleep(WORK)
        await self.prices(number)
        self.pool.release(connection)
        log.info("product %d: imported", number)

    async def prices(self, number):
        while True:
            try:
                connection = await self.pool.acquire()
                break
            except PoolTimeout:
                log.exception("product %d: cannot read prices, trying again", number)
        await asyncio.sleep(WORK)
        self.pool.release(connection)


async def shop():
    number = 0
    while True:
        number += 1
        log.info("shop: page %d served from the cache", number)
        await asyncio.sleep(WORK * 9)


def start(coro, name):
    return asyncio.create_task(coro, name=name)


async def run(size, products, watchdog=None):
    importer = Importer(Pool(size))
    background = [start(shop(), "shop")]
    if watchdog is not None:
        background.append(start(watchdog(), "watchdog"))
    await asyncio.gather(*[start(importer.product(i), "product-%d" % i) for i in products])
    return background


def nested_size_one():
    asyncio.run(run(1, [17]))


def each_holds_one():
    asyncio.run(run(3, [17, 18, 19]))


def each_holds_one_chains():
    asyncio.run(run(3, [17, 18, 19], watch.log_chains))


class Gate:
    """A pool of slots without time limit."""

    def __init__(self, size):
        self.slots = asyncio.Semaphore(size)

    async def fetch(self, number):
        async with self.slots:
            log.info("fetch %d: has a slot", number)
            await asyncio.sleep(WORK)
            await self.images(number)
            log.info("fetch %d: done", number)

    async def images(self, number):
        async with self.slots:
            log.info("fetch %d: images", number)


async def gated(watchdog):
    gate = Gate(2)
    background = [start(shop(), "shop"), start(watchdog(), "watchdog")]
    for number in (1, 2):
        await start(gate.fetch(number), "fetch-%d" % number)
    await asyncio.gather(*[start(gate.fetch(i), "fetch-%d" % i) for i in (3, 4)])
    return background


def slots_chains():
    asyncio.run(gated(watch.log_chains))


def slots_graph():
    asyncio.run(gated(watch.print_graphs))


# slow but live

def exhausted_for_a_while():
    """A report keeps both connections; imports time out, then it ends and they go through."""
    async def main():
        pool = Pool(2)
        importer = Importer(pool)
        background = start(shop(), "shop")

        async def report():
            connections = [await pool.acquire(), await pool.acquire()]
            log.info("report: reading the year")
            await asyncio.sleep(PATIENCE * 2.4)
            for c in connections:
                pool.release(c)
            log.info("report: done")

        async def stock(number):
            await asyncio.sleep(WORK)
            await importer.prices(number)
            log.info("stock %d: imported", number)
        await asyncio.gather(start(report(), "report"), *[start(stock(i), "stock-%d" % i) for i in range(4)])
        background.cancel()
        log.info("import finished")
    asyncio.run(main())
