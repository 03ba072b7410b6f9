"""A shop's API: a context variable carries the request's id into each record."""
import asyncio
import contextvars
import logging
import random

log = logging.getLogger("shopfront.api")
basket_log = logging.getLogger("shopfront.basket")
stock = logging.getLogger("shopfront.stock")
request_id = contextvars.ContextVar("request_id", default="-")


class BasketError(Exception):
    pass


def stamp(record):
    record.request_id = request_id.get()
    return True


class Shop:
    def __init__(self, o):
        self.o = o
        self.rng = random.Random(o["seed"])
        self.kept = []

    def new_id(self):
        style = self.o.get("ids", "hex")
        if style == "uuid":
            h = "%032x" % self.rng.getrandbits(128)
            return "-".join((h[:8], h[8:12], h[12:16], h[16:20], h[20:]))
        return "req-%05d" % self.rng.randrange(10 ** 5) if style == "number" else "%012x" % self.rng.getrandbits(48)

    async def request(self):
        request_id.set(self.new_id())
        basket = "b-%d" % self.rng.randint(1000, 99999)
        log.info("POST /checkout from 10.4.%d.%d", self.rng.randint(0, 255), self.rng.randint(1, 254))
        await asyncio.sleep(self.rng.uniform(0.001, 0.01))
        basket_log.info("basket %s: %d things", basket, self.rng.randint(1, 9))
        await asyncio.sleep(self.rng.uniform(0.001, 0.01))
        stock.info("all in stock")
        if self.o.get("spawns"):
            self.keep(self.charge(basket))
        elif self.bad(basket):
            raise BasketError("basket %s has changed meanwhile" % basket)
        await asyncio.sleep(self.rng.uniform(0.001, 0.006))
        log.info("201 in %dms", self.rng.randint(4, 90))

    async def charge(self, basket):
        stock.info("charging")
        await asyncio.sleep(self.rng.uniform(0.001, 0.01))
        basket_log.info("basket %s: bank answers %d", basket, self.rng.choice((0, 51, 5)))
        if self.bad(basket):
            raise BasketError("basket %s was not paid" % basket)

    def bad(self, basket):
        return int(basket[2:]) % 6 == 1

    def keep(self, coro):
        task = asyncio.create_task(coro)
        if self.o.get("keep"):
            self.kept.append(task)

    async def serve(self):
        for i in range(self.o.get("count", 45)):
            self.keep(self.request())
            if i % 3 == 0:
                log.info("GET /healthz 200")
            await asyncio.sleep(0.004)
        await asyncio.sleep(0.05)
        log.info("draining")
        self.kept.clear()


def main(o):
    for handler in logging.getLogger().handlers:
        handler.addFilter(stamp)
    asyncio.run(Shop(o).serve())
