"""Keeps a catalogue fresh; whatever it starts is called "refresh"."""
import asyncio
import logging
import random

log = logging.getLogger("catalog.refresh")
http = logging.getLogger("catalog.api")


class FeedBroken(RuntimeError):
    pass


class Scheduler:
    def __init__(self, o):
        self.o = o
        self.rng = random.Random(o["seed"])
        self.history = []

    async def refresh(self, snapshot, bad):
        log.info("snapshot %s: fetching %d pages", snapshot, self.rng.randint(2, 12))
        await asyncio.sleep(0.004)
        for page in range(self.rng.randint(1, 4)):
            if self.o.get("silent_pages"):
                log.info("page read, %d items", self.rng.randint(20, 50))
            else:
                log.info("snapshot %s: page %d read, %d items", snapshot, page + 1, self.rng.randint(20, 50))
            await asyncio.sleep(0.003)
        if bad:
            raise FeedBroken("snapshot %s ends in the middle of an item" % snapshot)
        log.info("snapshot %s is live", snapshot)

    async def run(self):
        n = self.o.get("count", 14)
        bad = set(self.o.get("bad", (5, 11)))
        for i in range(n):
            task = asyncio.get_running_loop().create_task(self.refresh("%08x" % self.rng.getrandbits(32), i in bad))
            task.set_name("refresh")
            if self.o.get("keep"):
                self.history.append(task)
            for _ in range(self.rng.randint(4, 6)):
                http.info("GET /items/%d 200", self.rng.randint(1, 99999))
                await asyncio.sleep(0.007 if not self.o.get("overlap") else 0.001)
            del task
        await asyncio.sleep(0.05)
        log.info("history holds %d refreshes, cutting it", len(self.history))
        self.history.clear()


def main(o):
    asyncio.run(Scheduler(o).run())
