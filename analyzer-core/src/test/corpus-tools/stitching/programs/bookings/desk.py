"""The booking desk of a small hotel: each booking is handled in a task of its own."""
import asyncio
import logging
import os
import random

log = logging.getLogger("bookings.desk")
rates = logging.getLogger("bookings.rates")
mail = logging.getLogger("bookings.mail")
web = logging.getLogger("bookings.http")


class RoomTaken(Exception):
    pass


class CardRefused(Exception):
    def __init__(self, ref, code):
        super().__init__("card for %s refused with code %d" % (ref, code))


class Desk:
    def __init__(self, o):
        self.o = o
        self.rng = random.Random(o["seed"])
        self.kept = []
        self.number = 0

    async def handle(self, ref, room, nights):
        log.info("%s wants room %d for %d nights", ref, room, nights)
        await self.pause()
        rates.info("season rate applied: %d.00 a night (%s)", self.rng.randint(70, 180), ref)
        if not self.o.get("ids_everywhere"):
            rates.info("breakfast included")
        await self.pause()
        if self.number_of(ref) % 9 == 4:
            log.warning("calendar of room %d has moved under %s", room, ref)
            raise RoomTaken("room %d is taken, %s cannot have it" % (room, ref))
        if self.number_of(ref) % 13 == 6:
            raise CardRefused(ref, 51)
        await self.pause()
        mail.info("confirmation for %s queued", ref)

    def number_of(self, ref):
        return int(ref[3:7], 16) % 1000

    async def pause(self):
        await asyncio.sleep(self.rng.uniform(0.001, 0.012))

    def reference(self):
        self.number += 1
        return "BK-%04x%02x" % (self.o["run"] * 4000 + self.number, self.rng.randrange(256))

    def accept(self):
        ref = self.reference()
        room = self.rng.randint(101, 422)
        coro = self.handle(ref, room, self.rng.randint(1, 9))
        if self.o.get("names") == "numbered":
            task = asyncio.create_task(coro, name="booking-%d" % self.number)
        elif self.o.get("names") == "odd":
            task = asyncio.create_task(coro, name=odd_name(room, self.number))
        else:
            task = asyncio.create_task(coro)
        if self.o["drop"] != "at-once":
            self.kept.append(task)

    async def open(self):
        for round_ in range(self.o.get("rounds", 18)):
            for _ in range(self.rng.randint(1, 3)):
                self.accept()
            web.info("GET /rooms?from=%d 200 %dms", self.rng.randint(1, 365), self.rng.randint(1, 40))
            if self.rng.random() < 0.4:
                web.info("GET /bookings/BK-%06x 404", self.rng.randrange(1 << 20))
            await asyncio.sleep(0.006)
            if round_ == self.o.get("killed_at"):
                os._exit(137)  # as when the machine runs out of memory: what was lost till now is never told
            if self.o["drop"] == "late" and round_ % 11 == 10:
                await asyncio.sleep(0.04)
                self.kept.clear()
        await asyncio.sleep(0.06)
        web.info("no more guests today")
        if self.o["drop"] == "end":
            self.kept.clear()


def main(o):
    if o.get("banner"):
        log.info("Starting booking desk 3.8.1 with %d workers", 4)
        web.info("Listening on http://0.0.0.0:8090")
    asyncio.run(Desk(o).open())
    if o.get("banner"):
        log.info("Booking desk stopped")


def odd_name(room, number):
    return ("room %d [%d]" if number % 2 else "O'Hara, %d: booking %d") % (room, number)
