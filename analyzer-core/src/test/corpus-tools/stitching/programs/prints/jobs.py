"""A print shop: jobs have uuids, of which people (and exceptions) say the first part alone."""
import asyncio
import logging
import random
import uuid

log = logging.getLogger("prints.jobs")
plate = logging.getLogger("prints.plates")
press = logging.getLogger("prints.press")


class Jam(RuntimeError):
    pass


class Press:
    def __init__(self, o):
        self.o = o
        self.rng = random.Random(o["seed"])

    async def run(self, job, pages):
        log.info("job %s: %d pages on %s", job, pages, self.rng.choice(("matte", "gloss", "recycled")))
        await asyncio.sleep(self.rng.uniform(0.001, 0.01))
        for colour in self.rng.sample(("cyan", "magenta", "yellow", "black"), 2):
            plate.info("plate %s made for %s", colour, job)
            await asyncio.sleep(self.rng.uniform(0.001, 0.01))
        if pages % 6 == 1:
            raise Jam("job %s: paper jam on page %d" % (self.short(job), self.rng.randint(1, pages)))
        press.info("job %s printed", self.short(job))

    def short(self, job):
        return str(job) if self.o.get("whole") else str(job)[:8]

    async def idle(self):
        while True:
            press.info("ink: %s", " ".join("%d%%" % self.rng.randint(5, 100) for _ in range(4)))
            await asyncio.sleep(0.004)


async def shop(o):
    machine = Press(o)
    idle = asyncio.create_task(machine.idle())
    kept = []
    for _ in range(o.get("count", 40)):
        job = uuid.UUID(int=machine.rng.getrandbits(128), version=4)
        kept.append(asyncio.create_task(machine.run(job, machine.rng.randint(2, 90))))
        await asyncio.sleep(0.005)
        if not o.get("keep") and len(kept) > 6:
            del kept[:3]
    await asyncio.sleep(0.04)
    press.info("cleaning the rollers")
    while kept:
        kept.pop()
    idle.cancel()


def main(o):
    asyncio.run(shop(o))
