"""Takes in position reports of vehicles; all the tasks that do so bear one name."""
import asyncio
import logging
import random

log = logging.getLogger("fleet.reports")
geo = logging.getLogger("fleet.geofence")
store = logging.getLogger("fleet.store")


class OdometerError(ValueError):
    pass


async def digest(vehicle, km, rng, o):
    log.info("%s: report with %d points", vehicle, rng.randint(3, 60))
    await asyncio.sleep(rng.uniform(0.001, 0.02))
    geo.info("%s entered zone %s", vehicle, rng.choice(("harbour", "ring-2", "yard", "airport")))
    await asyncio.sleep(rng.uniform(0.001, 0.02))
    if km % 7 == 3:
        if o.get("short_ids"):
            raise OdometerError("vehicle %d: odometer ran backwards (%d km)" % (int(vehicle[4:]), km))
        raise OdometerError("%s: odometer ran backwards (%d km)" % (vehicle, km))
    store.info("saved %s at %d km", vehicle, km)
    await asyncio.sleep(rng.uniform(0.001, 0.01))
    if km % 19 == 5:
        store.warning("%s: position %s rejected by the store", vehicle, "%.4f/%.4f" % (rng.uniform(47, 54), rng.uniform(6, 15)))
        raise LookupError(vehicle, "no such segment")


async def feed(o):
    rng = random.Random(o["seed"])
    waiting = set()
    numbers = rng.sample(range(1, 3000), o.get("count", 70))
    for i, n in enumerate(numbers):
        task = asyncio.create_task(digest("veh-%04d" % n, rng.randint(1000, 200000), rng, o), name=o.get("name", "worker"))
        if o.get("keep"):
            waiting.add(task)
        if i % 5 == 0:
            log.info("%d reports in the inbox", len(numbers) - i)
            await asyncio.sleep(0.012)
    await asyncio.sleep(0.08)
    log.info("inbox is empty, going to sleep")
    while waiting:
        waiting.pop()


def main(o):
    asyncio.run(feed(o))
