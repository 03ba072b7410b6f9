"""Polls electricity meters; each coroutine is made for its meter and bears the number in its name."""
import asyncio
import logging
import random

log = logging.getLogger("meters.poll")
grid = logging.getLogger("meters.grid")


def make_poll(meter, rng):
    async def poll():
        log.info("meter %04d: connecting", meter)
        await asyncio.sleep(rng.uniform(0.001, 0.008))
        log.info("meter %04d: %d.%d kWh", meter, rng.randint(100, 9999), rng.randint(0, 9))
        await asyncio.sleep(rng.uniform(0.001, 0.008))
        if meter % 5 == 2:
            raise TimeoutError("register did not answer")
        log.info("meter %04d: closed", meter)
    poll.__name__ = "poll_meter_%04d" % meter
    poll.__qualname__ = "make_poll.<locals>.poll_meter_%04d" % meter
    return poll


async def rounds(o):
    rng = random.Random(o["seed"])
    for i in range(o.get("rounds", 12)):
        grid.info("round %d, frequency %.3f Hz", i + 1, rng.gauss(50, 0.02))
        for meter in rng.sample(range(100, 9000), 4):
            task = asyncio.create_task(make_poll(meter, rng)())
            del task
            await asyncio.sleep(0.002)
        await asyncio.sleep(0.006)
    await asyncio.sleep(0.03)


def main(o):
    asyncio.run(rounds(o))
