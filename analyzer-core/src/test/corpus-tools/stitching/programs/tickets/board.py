"""Synchronises a ticket board with three trackers: failures travel through gather, groups and helpers."""
import asyncio
import logging
import random

from backdrop import Backdrop

log = logging.getLogger("tickets.board")
sync = logging.getLogger("tickets.sync")
audit = logging.getLogger("tickets.audit")
HELPERS = {"spawn"}


class TrackerDown(ConnectionError):
    pass


def spawn(coro, name=None):
    task = asyncio.create_task(coro)
    if name:
        task.set_name(name)
    return task


class Board:
    def __init__(self, o):
        self.o = o
        self.rng = random.Random(o["seed"])
        self.backdrop = Backdrop()
        self.kept = []

    def label(self, text):
        return text if self.o.get("names") else None

    async def pull(self, tracker, ticket):
        sync.info("asking %s for #%d", tracker, ticket)
        await asyncio.sleep(self.rng.uniform(0.001, 0.01))
        if (ticket + len(tracker)) % 8 == 2:
            sync.warning("%s does not answer about #%d", tracker, ticket)
            raise TrackerDown("%s lost ticket #%d" % (tracker, ticket))
        sync.info("%s knows #%d as %s", tracker, ticket, self.rng.choice(("open", "closed", "stale")))

    async def read(self, ticket):
        await asyncio.sleep(0.002)
        log.info("#%d has %d comments here", ticket, self.rng.randint(0, 30))
        await asyncio.sleep(0.002)
        if self.o.get("names"):
            log.info("cache of trackers is warm")

    async def by_gather(self, ticket):
        log.info("merging #%d from all trackers", ticket)
        await self.read(ticket)
        await asyncio.gather(*(self.pull(t, ticket) for t in ("forge", "desk", "mailbox")))
        log.info("#%d merged", ticket)

    async def by_group(self, ticket):
        log.info("merging #%d in a group", ticket)
        await self.read(ticket)
        async with asyncio.TaskGroup() as group:
            for t in ("forge", "desk", "mailbox"):
                group.create_task(self.pull(t, ticket), name=self.label("pull-%s-%d" % (t, ticket)))
        log.info("#%d merged", ticket)

    async def by_helper(self, ticket):
        log.info("watchers of #%d are told in the background", ticket)
        self.kept.append(spawn(self.tell(ticket, "watchers"), self.label("tell-%d" % ticket)))
        self.backdrop.start(self.tell(ticket, "owners"), name=self.label("tell-owner-%d" % ticket))
        await asyncio.sleep(0.003)
        log.info("#%d is done", ticket)

    async def tell(self, ticket, whom):
        audit.info("telling %s about #%d", whom, ticket)
        await asyncio.sleep(self.rng.uniform(0.001, 0.01))
        audit.info("%d addresses of %s found for #%d", self.rng.randint(0, 20), whom, ticket)
        await asyncio.sleep(self.rng.uniform(0.001, 0.01))
        if ticket % 7 == 3:
            raise RuntimeError("%s of #%d have no address" % (whom, ticket))
        audit.info("%s of #%d were told", whom, ticket)

    async def sweep(self):
        while True:
            audit.info("sweep: %d entries", self.rng.randint(0, 500))
            await asyncio.sleep(0.005)

    async def main(self):
        sweep = spawn(self.sweep(), "sweeper")
        merge = getattr(self, "by_" + self.o["merge"])
        for i in range(self.o.get("count", 24)):
            task = asyncio.create_task(merge(1000 + 37 * self.o["run"] + 3 * i))
            if self.o.get("names"):
                task.set_name("merge-%d" % i)
            self.kept.append(task)
            await asyncio.sleep(0.004)
        del task
        await asyncio.sleep(0.05)
        self.backdrop.forget()
        self.kept.clear()
        await asyncio.sleep(0.01)
        sweep.cancel()


def main(o):
    asyncio.run(Board(o).main())
