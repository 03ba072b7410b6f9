"""A warehouse: lorries are loaded and unloaded, each needs the dock and the scale."""
import asyncio
import logging

from app import remote, watch
from app.settings import PATIENCE, WORK, logged

log = logging.getLogger("warehouse")


class Warehouse:
    def __init__(self):
        self.dock = asyncio.Lock()
        self.scale = asyncio.Lock()
        self.gate = asyncio.Lock()

    async def load(self, lorry):
        log.info("load %s: waiting for the dock", lorry)
        async with self.dock:
            log.info("load %s: has the dock", lorry)
            await asyncio.sleep(WORK)
            async with self.scale:
                log.info("load %s: on the scale", lorry)
                await asyncio.sleep(WORK)
        log.info("load %s: done", lorry)

    async def unload(self, lorry):
        log.info("unload %s: waiting for the scale", lorry)
        async with self.scale:
            log.info("unload %s: has the scale", lorry)
            await asyncio.sleep(WORK)
            async with self.dock:
                log.info("unload %s: at the dock", lorry)
                await asyncio.sleep(WORK)
        log.info("unload %s: done", lorry)


    async def load_patiently(self, lorry):
        async with self.dock:
            log.info("load %s: has the dock, wants the scale", lorry)
            await asyncio.sleep(WORK)
            while True:
                try:
                    await asyncio.wait_for(self.scale.acquire(), PATIENCE)
                    break
                except asyncio.TimeoutError:
                    log.exception("load %s: holds the dock, no scale after %.0f s", lorry, logged(PATIENCE))
            self.scale.release()
        log.info("load %s: done", lorry)

    async def unload_patiently(self, lorry):
        async with self.scale:
            log.info("unload %s: has the scale, wants the dock", lorry)
            await asyncio.sleep(WORK)
            while True:
                try:
                    await asyncio.wait_for(self.dock.acquire(), PATIENCE)
                    break
                except asyncio.TimeoutError:
                    log.exception("unload %s: holds the scale, no dock after %.0f s", lorry, logged(PATIENCE))
            self.dock.release()
        log.info("unload %s: done", lorry)

    async def weigh_then_dock(self, lorry):
        """Both jobs take the dock first: one order for all."""
        for attempt in range(8):
            async with self.dock:
                try:
                    await asyncio.wait_for(self.scale.acquire(), WORK * 2)
                except asyncio.TimeoutError:
                    log.warning("%s: no scale after %.1f s, attempt %d", lorry, logged(WORK * 2), attempt + 1, exc_info=True)
                else:
                    log.info("%s: weighed on attempt %d", lorry, attempt + 1)
                    await asyncio.sleep(WORK)
                    self.scale.release()
                    return
            await asyncio.sleep(WORK)

    async def calibrate(self):
        while True:
            async with self.scale:
                await asyncio.sleep(WORK * 3)
                log.info("scale calibrated")
            await asyncio.sleep(WORK * 6)


async def visitors():
    number = 0
    while True:
        number += 1
        log.info("gate: visitor %d registered", number)
        await asyncio.sleep(WORK * 7)


def spawn(coro, name):
    return asyncio.create_task(coro, name=name)


async def deadlock(watchdog):
    house = Warehouse()
    spawn(visitors(), "gate")
    spawn(watchdog(), "watchdog")
    await spawn(house.load("HH-AB 12"), "load-1")
    await spawn(house.unload("HH-AB 12"), "unload-1")
    await asyncio.gather(spawn(house.load("B-XY 77"), "load-2"), spawn(house.unload("M-KL 31"), "unload-2"))


def opposite_print_stack():
    asyncio.run(deadlock(watch.print_stacks))


def opposite_frames():
    asyncio.run(deadlock(watch.log_frames))


def opposite_graph():
    asyncio.run(deadlock(watch.print_graphs))


def opposite_ps():
    asyncio.run(deadlock(remote.ps))


def opposite_pstree():
    asyncio.run(deadlock(remote.pstree))


def opposite_timeouts():
    async def main():
        house = Warehouse()
        spawn(visitors(), "gate")
        await spawn(house.load("HH-AB 12"), "load-1")
        await asyncio.gather(spawn(house.load_patiently("B-XY 77"), "load-2"), spawn(house.unload_patiently("M-KL 31"), "unload-2"))
    asyncio.run(main())


class Yard:
    """Three cranes, three tracks: each crane holds its own track and wants the next one."""

    def __init__(self):
        self.north, self.middle, self.south = asyncio.Lock(), asyncio.Lock(), asyncio.Lock()

    async def crane_a(self):
        async with self.north:
            log.info("crane-a: north track locked, moving on to the middle track")
            await asyncio.sleep(WORK)
            async with self.middle:
                log.info("crane-a: moved")

    async def crane_b(self):
        async with self.middle:
            log.info("crane-b: middle track locked, moving on to the south track")
            await asyncio.sleep(WORK)
            async with self.south:
                log.info("crane-b: moved")

    async def crane_c(self):
        async with self.south:
            log.info("crane-c: south track locked, moving on to the north track")
            await asyncio.sleep(WORK)
            async with self.north:
                log.info("crane-c: moved")


def ring():
    async def main():
        yard = Yard()
        spawn(visitors(), "gate")
        spawn(watch.log_stacks(), "watchdog")
        for _ in range(2):
            await spawn(yard.crane_a(), "crane-a")
            await spawn(yard.crane_b(), "crane-b")
            await spawn(yard.crane_c(), "crane-c")
        await asyncio.gather(spawn(yard.crane_a(), "crane-a"), spawn(yard.crane_b(), "crane-b"), spawn(yard.crane_c(), "crane-c"))
    asyncio.run(main())


# slow but live

def one_timeout():
    """A lorry waits too long once, then gets the scale."""
    async def main():
        house = Warehouse()
        spawn(visitors(), "gate")

        async def slow_weighing():
            async with house.scale:
                log.info("weighing a heavy lorry")
                await asyncio.sleep(PATIENCE * 1.5)
        await asyncio.gather(spawn(slow_weighing(), "weigh-1"), spawn(house.load_patiently("B-XY 77"), "load-2"))
        log.info("all lorries are done")
    asyncio.run(main())


def gives_up():
    """Opposite order too, but whoever waits too long lets go of its lock and starts again later: it resolves."""
    async def main():
        house = Warehouse()
        spawn(visitors(), "gate")

        async def job(name, first, second, later):
            for attempt in range(1, 5):
                async with first:
                    log.info("%s: first lock taken, wants the second", name)
                    await asyncio.sleep(WORK)
                    try:
                        await asyncio.wait_for(second.acquire(), PATIENCE * later)
                    except asyncio.TimeoutError:
                        log.warning("%s: no second lock after %.0f s, letting go", name, logged(PATIENCE * later), exc_info=True)
                    else:
                        second.release()
                        log.info("%s: done on attempt %d", name, attempt)
                        return
                await asyncio.sleep(WORK * 5)
        await asyncio.gather(spawn(job("load B-XY 77", house.dock, house.scale, 0.4), "load-2"),
                             spawn(job("unload M-KL 31", house.scale, house.dock, 1.5), "unload-2"))
        log.info("all lorries are done")
    asyncio.run(main())


def global_order():
    async def main():
        house = Warehouse()
        spawn(house.calibrate(), "calibrate")
        await asyncio.gather(*[spawn(house.weigh_then_dock("lorry-%d" % i), "lorry-%d" % i) for i in range(12)])
        log.info("all lorries are weighed")
    asyncio.run(main())


def long_holder():
    """One task holds the dock for long and says how far it is; all others wait in each dump, and then get it."""
    async def main():
        house = Warehouse()
        spawn(watch.log_chains(), "watchdog")

        async def unload_ship():
            async with house.dock:
                await take_containers(6)
                await lash_down()
            log.info("ship: unloaded, the dock is free")

        async def take_containers(count):
            for i in range(count):
                log.info("ship: container %d of %d taken", i + 1, count)
                await asyncio.sleep(WORK * 15)

        async def lash_down():
            await asyncio.sleep(WORK * 15)
        await asyncio.gather(spawn(unload_ship(), "ship"), *[spawn(house.load("B-XY %d" % i), "load-%d" % i) for i in range(6)])
        log.info("shift ended, %d lorries loaded", 6)
    asyncio.run(main())
