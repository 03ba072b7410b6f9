"""Consumers of news feeds that live long; a supervisor starts a new one when one has died, under the old name."""
import asyncio
import logging
import random

log = logging.getLogger("feeds.consumer")
index = logging.getLogger("feeds.index")
boss = logging.getLogger("feeds.supervisor")


class PoisonMessage(Exception):
    pass


async def consume(feed, rng, o):
    tell = "feed=%s " % feed if o.get("say_feed") else ""
    log.info("%ssubscribed at offset %d", tell, rng.randrange(1 << 20))
    left = rng.randint(*o.get("lines", (5, 60)))
    while True:
        for _ in range(rng.randint(1, 3)):
            article = "%016x" % rng.getrandbits(64)
            log.info("%sarticle %s stored, %d words", tell, article, rng.randint(80, 2400))
            left -= 1
        await asyncio.sleep(rng.uniform(0.001, 0.008))
        if rng.random() < 0.1:
            log.warning("%slag is %d s", tell, rng.randint(2, 90))
        if left <= 0:
            where = "feed %s: " % feed if o.get("say_feed") else ""
            raise PoisonMessage("%sno body in the message after article %s" % (where, article))


class Supervisor:
    def __init__(self, o):
        self.o = o
        self.rng = random.Random(o["seed"])
        self.running = {}
        self.graveyard = []

    def start(self, feed):
        task = asyncio.create_task(consume(feed, self.rng, self.o))
        if self.o.get("names"):
            task.set_name("feed-" + feed)
        self.running[feed] = task

    async def watch(self, seconds):
        for feed in self.o.get("feeds", ["eu", "us", "apac", "sports", "weather"]):
            self.start(feed)
        for _ in range(int(seconds / 0.01)):
            await asyncio.sleep(0.01)
            index.info("merged segment %d (%d docs)", self.rng.randint(1, 999), self.rng.randint(100, 9000))
            for feed, task in list(self.running.items()):
                if task.done():
                    boss.warning("consumer of %s is gone, starting another", feed)
                    if self.o.get("late"):
                        self.graveyard.append(task)
                    del self.running[feed], task
                    self.start(feed)
        for task in self.running.values():
            task.cancel()
        await asyncio.sleep(0.01)
        boss.info("%d consumers were lost", len(self.graveyard))
        self.graveyard.clear()


def main(o):
    asyncio.run(Supervisor(o).watch(o.get("seconds", 0.25)))
