"""A restaurant's kitchen: orders share dishes, and their numbers look like prices, tables and status codes."""
import asyncio
import logging
import random

log = logging.getLogger("kitchen.orders")
stove = logging.getLogger("kitchen.stove")
till = logging.getLogger("kitchen.till")
web = logging.getLogger("kitchen.web")


class SoldOut(Exception):
    pass


class Kitchen:
    def __init__(self, o):
        self.o = o
        self.rng = random.Random(o["seed"])
        self.left = {dish: self.rng.randint(2, 7) for dish in range(301, 313)}
        self.kept = []

    def show(self, order):
        return "order=%05d" % order if self.o.get("padded") else "order=%d" % order

    async def cook(self, order, dishes):
        shown = self.show(order)
        log.info("%s accepted, table %d, dishes %s", shown, self.rng.randint(1, 40), ",".join(map(str, dishes)))
        for dish in dishes:
            await asyncio.sleep(self.rng.uniform(0.001, 0.009))
            if self.left[dish] == 0:
                if self.o.get("says") == "dish":
                    raise SoldOut("dish %d is sold out, order %d waits" % (dish, order))
                raise SoldOut("order %d: dish %d is sold out" % (order, dish))
            self.left[dish] -= 1
            stove.info("dish %d on the stove for %s", dish, shown)
        await asyncio.sleep(self.rng.uniform(0.001, 0.009))
        till.info("%s paid %d.%02d", shown, self.rng.randint(100, 480), self.rng.choice((0, 50, 90)))

    async def open(self):
        first = self.o.get("first", 180)
        for i in range(self.o.get("count", 45)):
            order = first + 3 * i
            task = asyncio.ensure_future(self.cook(order, self.rng.sample(sorted(self.left), self.rng.randint(1, 3))))
            if self.o.get("keep"):
                self.kept.append(task)
            del task
            web.info("GET /menu %d %dms", self.rng.choice((200, 200, 204, 304)), self.rng.randint(1, 320))
            if i % 3 == 0:
                web.info("GET /dish/%d 200 %dms", self.rng.randint(301, 312), self.rng.randint(1, 320))
            if i % 10 == 9:
                stove.info("delivery: %d of dish %d", 2, self.restock())
            await asyncio.sleep(0.004)
        await asyncio.sleep(0.05)
        log.info("kitchen closes")
        self.kept.clear()

    def restock(self):
        dish = self.rng.choice(sorted(self.left))
        self.left[dish] += 2
        return dish


def main(o):
    asyncio.run(Kitchen(o).open())
