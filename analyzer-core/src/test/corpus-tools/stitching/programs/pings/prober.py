"""Probes thousands of hosts, a task each, with the names that asyncio gives."""
import asyncio
import logging
import random

log = logging.getLogger("pings.probe")
stats = logging.getLogger("pings.stats")


class Unreachable(OSError):
    pass


async def probe(host, rng, gate, o):
    async with gate:
        if rng.random() < o.get("talk", 0.75):
            log.info("%s ttl=%d", host, rng.randint(40, 255))
        await asyncio.sleep(rng.uniform(0.0002, 0.002))
        bad = rng.random() < o.get("bad", 0.006)
        if bad:
            log.warning("%s lost %d of 4", host, rng.randint(1, 4))
            await asyncio.sleep(0.001)
            raise Unreachable(113, "no route", host) if o.get("tells_host") else Unreachable("no route to host")


async def sweep(o):
    rng = random.Random(o["seed"])
    gate = asyncio.Semaphore(25)
    tasks = []
    for i, number in enumerate(rng.sample(range(10 ** 5), o.get("count", 2400))):
        tasks.append(asyncio.create_task(probe("h%05d.lan" % number, rng, gate, o)))
        if i % 50 == 0:
            stats.info("%d probes queued", i)
            await asyncio.sleep(0.004)
        if i % 400 == 399 and o.get("drop") == "often":
            tasks = [t for t in tasks if not t.done()]
    while not all(t.done() for t in tasks):
        await asyncio.sleep(0.01)
    stats.info("all probes are back")
    while tasks:
        tasks.pop(rng.randrange(len(tasks)) if o.get("drop") == "shuffled" else -1)


def main(o):
    asyncio.run(sweep(o))
