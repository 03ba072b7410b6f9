"""A parcel sorter that keeps the tasks of a whole shift in a list before it lets go of them."""
import asyncio
import logging
import random

log = logging.getLogger("parcels.sorter")
belt = logging.getLogger("parcels.belt")
scan = logging.getLogger("parcels.scanner")


class Unroutable(Exception):
    pass


class Shift:
    def __init__(self, o):
        self.o = o
        self.rng = random.Random(o["seed"])
        self.roster = []

    async def route(self, code):
        scan.info("scanned %s, %.1f kg", code, self.rng.uniform(0.1, 31))
        await asyncio.sleep(self.rng.uniform(0, 0.004))
        log.info("%s goes to chute %d", code, self.rng.randint(1, 40))
        await asyncio.sleep(self.rng.uniform(0, 0.004))
        if int(code[2:]) % self.o.get("one_in", 23) == 7:
            log.error("label of %s has no postcode", code)
            raise Unroutable("no route for parcel %s" % code)

    async def beat(self):
        while True:
            belt.info("belt %s runs at %.2f m/s", self.rng.choice("ABCD"), self.rng.uniform(1.1, 2.4))
            await asyncio.sleep(0.003)

    async def work(self):
        beat = asyncio.ensure_future(self.beat())
        beat.set_name("belt-monitor")
        for i in range(self.o.get("count", 300)):
            task = asyncio.ensure_future(self.route("PX%07d" % (4000000 + 17 * i + self.rng.randint(0, 9))))
            if self.o.get("names"):
                task.set_name("parcel-%d" % i)
            if i < self.o.get("first", 60):
                self.roster.append(task)
            if i % 6 == 0:
                await asyncio.sleep(0.002)
        await asyncio.sleep(0.02)
        log.info("shift is over, %d parcels on the roster", len(self.roster))
        self.roster.clear()
        log.info("roster cleared")
        beat.cancel()


def main(o):
    asyncio.run(Shift(o).work())
