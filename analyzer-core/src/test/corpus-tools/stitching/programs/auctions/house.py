"""An auction house whose janitor lets go of finished tasks, and so bears their reports."""
import asyncio
import logging
import random

log = logging.getLogger("auctions.lots")
bids = logging.getLogger("auctions.bids")
janitor_log = logging.getLogger("auctions.janitor")


class ReserveMissed(Exception):
    pass


class House:
    def __init__(self, o):
        self.o = o
        self.rng = random.Random(o["seed"])
        self.finished = []

    async def sell(self, lot):
        log.info("lot %s opens at %d", lot, self.rng.randint(10, 900))
        price = 0
        for _ in range(self.rng.randint(1, 5)):
            await asyncio.sleep(self.rng.uniform(0.001, 0.006))
            price += self.rng.randint(5, 50)
            bids.info("paddle %d offers %d", self.rng.randint(1, 80), price)
        if price % 4 == 1:
            raise ReserveMissed("lot %s: reserve not met at %d" % (lot, price))
        log.info("lot %s sold for %d", lot, price)

    async def janitor(self):
        for i in range(self.o.get("rounds", 9)):
            await asyncio.sleep(0.025)
            done = [(lot, t) for lot, t in self.finished if t.done()]
            self.finished = [(lot, t) for lot, t in self.finished if not t.done()]
            janitor_log.info("sweeping %d lots", len(done))
            t = None
            while done:
                lot, t = done.pop()
                if self.o.get("tells_lots"):
                    janitor_log.info("lot %s leaves the books", lot)
                t = None
            janitor_log.info("swept, %d lots remain", len(self.finished))
        if self.o.get("janitor_dies"):
            raise MemoryError("broom closet is full")

    async def evening(self):
        janitor = asyncio.create_task(self.janitor())
        if self.o.get("names"):
            janitor.set_name("janitor")
        i = 0
        while not janitor.done():
            lot = "%04X" % self.rng.randrange(0x10000)
            task = asyncio.create_task(self.sell(lot))
            if self.o.get("names"):
                task.set_name("lot-%d" % i)
            self.finished.append((lot, task))
            del task
            i += 1
            await asyncio.sleep(0.005)
        del janitor
        await asyncio.sleep(0.04)
        log.info("lights out")
        self.finished.clear()


def main(o):
    house = House(o)
    asyncio.run(house.evening())
