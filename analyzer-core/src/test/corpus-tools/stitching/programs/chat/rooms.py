"""A chat server that forks its workers after it has warmed up, so that they go on counting tasks where it stopped."""
import asyncio
import logging
import multiprocessing
import os
import random

log = logging.getLogger("chat.rooms")
link = logging.getLogger("chat.link")
master = logging.getLogger("chat.master")


class Kicked(Exception):
    pass


class Room:
    def __init__(self, number, rng):
        self.number, self.rng = number, rng

    async def session(self, nick):
        link.info("%s joins #%d", nick, self.number)
        for _ in range(self.rng.randint(1, 4)):
            await asyncio.sleep(self.rng.uniform(0.001, 0.01))
            log.info("%s says %d words in #%d", nick, self.rng.randint(1, 40), self.number)
        if self.rng.random() < 0.2:
            link.warning("%s floods, closing", nick)
            raise Kicked("%s was thrown out of #%d" % (nick, self.number))
        link.info("%s leaves", nick)


async def serve(rng, count, names):
    rooms = [Room(i, rng) for i in range(1, 6)]
    for i in range(count):
        nick = "%s%02d" % (rng.choice(("ada", "bob", "cy", "dora", "eli", "finn")), rng.randrange(100))
        task = asyncio.create_task(rng.choice(rooms).session(nick))
        if names:
            task.set_name("session-%d" % (i + 1))
        del task
        await asyncio.sleep(rng.uniform(0.001, 0.006))
    await asyncio.sleep(0.1)
    log.info("closing %d rooms", len(rooms))


async def warm_up():
    async def prime(shard):
        link.info("shard %d primed", shard)
    await asyncio.gather(*(prime(n) for n in range(4)))


def worker(o, k):
    log.info("worker %d is up", k)
    asyncio.run(serve(random.Random(o["seed"] * 100 + k), o.get("count", 30), o.get("names")))


def main(o):
    if o.get("warm"):
        asyncio.run(warm_up())
    if o.get("start") == "fork":
        for k in range(o.get("workers", 3)):
            if os.fork() == 0:
                worker(o, k)
                os._exit(0)
        for _ in range(o.get("workers", 3)):
            os.wait()
    elif o.get("start") == "multiprocessing":
        some = [multiprocessing.get_context("fork").Process(target=worker, args=(o, k)) for k in range(o.get("workers", 3))]
        for p in some:
            p.start()
        for p in some:
            p.join()
    else:
        worker(o, o["run"])
    master.info("all workers have ended")
