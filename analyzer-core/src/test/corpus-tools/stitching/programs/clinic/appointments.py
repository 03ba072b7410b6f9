"""A clinic's calendar: the exception's text says nothing, its arguments do."""
import asyncio
import logging
import random

log = logging.getLogger("clinic.calendar")
sms = logging.getLogger("clinic.sms")
audit = logging.getLogger("clinic.audit")


class Overlap(Exception):
    def __str__(self):
        return "two appointments at one time"


class Calendar:
    def __init__(self, o):
        self.rng = random.Random(o["seed"])
        self.o = o

    async def book(self, number, doctor, minute):
        log.info("appointment %d: %s at %02d:%02d", number, doctor, 8 + minute // 60, minute % 60)
        await asyncio.sleep(self.rng.uniform(0.001, 0.01))
        audit.info("record of appointment %d opened", number)
        await asyncio.sleep(self.rng.uniform(0.001, 0.01))
        if number % 6 == 1:
            raise Overlap(number, doctor)
        sms.info("reminder for %d planned", number)

    async def day(self):
        kept = set()
        for _ in range(self.o.get("count", 45)):
            number = self.rng.randint(80000, 99999)
            kept.add(asyncio.create_task(self.book(number, "dr-%02d" % self.rng.randint(1, 7), self.rng.randint(0, 540))))
            if self.rng.random() < 0.5:
                audit.info("dr-%02d looked at %d records", self.rng.randint(1, 7), self.rng.randint(1, 30))
            await asyncio.sleep(0.004)
            kept = {t for t in kept if not t.done()}
        await asyncio.sleep(0.03)


def main(o):
    asyncio.run(Calendar(o).day())
