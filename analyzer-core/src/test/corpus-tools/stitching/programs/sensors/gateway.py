"""A gateway for sensors: who waits for an answer that nobody else knows of is collected while it waits."""
import asyncio
import gc
import logging
import random

log = logging.getLogger("sensors.gateway")
radio = logging.getLogger("sensors.radio")
house = logging.getLogger("sensors.housekeeping")


class Sensor:
    def __init__(self, address, o, rng):
        self.address, self.o, self.rng = address, o, rng

    async def poll(self):
        radio.info("0x%04X: asking for %s", self.address, self.rng.choice(("temperature", "humidity", "pressure")))
        await asyncio.sleep(self.rng.uniform(0.001, 0.01))
        if self.rng.random() < 0.22:
            radio.warning("0x%04X: no answer yet, waiting on", self.address)
            answer = asyncio.get_running_loop().create_future()
            try:
                await answer
            finally:
                if self.o.get("last_words"):
                    radio.info("0x%04X: line given up", self.address)
        log.info("0x%04X: %.1f", self.address, self.rng.uniform(-10, 40))
        if self.rng.random() < 0.1:
            raise ValueError("0x%04X: reading out of range" % self.address)


async def housekeeping(o):
    for i in range(o.get("rounds", 6)):
        await asyncio.sleep(0.03)
        house.info("round %d: looking for what nobody needs", i + 1)
        gc.collect()
        house.info("round %d: done, %d objects alive", i + 1, 20000 + 37 * i)


async def run(o):
    gc.disable()  # only housekeeping collects: else it depends on the version
    rng = random.Random(o["seed"])
    keeper = asyncio.create_task(housekeeping(o))
    if o.get("names"):
        keeper.set_name("housekeeper")
    while not keeper.done():
        sensor = Sensor(rng.randrange(0x1000, 0xFFFF), o, rng)
        task = asyncio.create_task(sensor.poll())
        if o.get("names"):
            task.set_name("sensor-%04x" % sensor.address)
        del task, sensor
        if rng.random() < 0.3:
            log.info("%d packets, rssi -%d dBm", rng.randint(1, 60), rng.randint(40, 95))
        await asyncio.sleep(0.003)


def main(o):
    if not o.get("left_open"):
        asyncio.run(run(o))
        return
    loop = asyncio.new_event_loop()  # old style: what still waits when the loop is done is never cancelled
    loop.run_until_complete(run(o))
    log.info("radio switched off")
    loop.close()
    gc.collect()
    log.info("bye")
