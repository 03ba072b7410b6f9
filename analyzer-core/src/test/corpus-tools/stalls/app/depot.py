"""A depot: parcels go through queues."""
import asyncio
import logging
import sys

from app import watch
from app.settings import WORK

log = logging.getLogger("depot")


class Sorting:
    def __init__(self, size=0):
        self.parcels = asyncio.Queue(size)
        self.shelves = {}

    async def sort(self):
        """Forgets task_done() when a parcel cannot be sorted, and dies of it."""
        while True:
            parcel = await self.parcels.get()
            await asyncio.sleep(WORK)
            self.shelves.setdefault(parcel["zone"], []).append(parcel)
            log.info("parcel %d: zone %s", parcel["number"], parcel["zone"])
            self.parcels.task_done()

    async def supervise(self, name):
        try:
            await self.sort()
        except Exception:
            log.exception("%s died", name)

    async def close_shift(self):
        log.info("closing the shift, %d parcels left", self.parcels.qsize())
        await self.parcels.join()
        log.info("shift closed")


async def vans():
    number = 0
    while True:
        number += 1
        log.info("van %d left", number)
        await asyncio.sleep(WORK * 9)


def start(coro, name):
    return asyncio.create_task(coro, name=name)


def parcel(number, **more):
    return dict({"number": number, "zone": "ABC"[number % 3]}, **more)


async def join_after_death(watchdog):
    sorting = Sorting()
    for i in range(9):
        sorting.parcels.put_nowait(parcel(i) if i != 4 else {"number": 4})
    background = [start(vans(), "vans"), start(sorting.supervise("sorter-1"), "sorter-1")]
    if watchdog is not None:
        background.append(start(watchdog(), "watchdog"))
    await start(sorting.close_shift(), "close-shift")
    return background


def join_chains():
    asyncio.run(join_after_death(watch.log_chains))


def join_print_stack():
    asyncio.run(join_after_death(watch.print_stacks))


def join_graph():
    asyncio.run(join_after_death(watch.print_graphs))


class Conveyor:
    """A parcel with parts is put back, part by part, by the worker that takes from the same queue."""

    def __init__(self):
        self.belt = asyncio.Queue(maxsize=4)

    async def feed(self):
        for number in range(3):
            await self.belt.put(parcel(number))
            await asyncio.sleep(WORK * 3)
        await self.belt.put(parcel(3, parts=[parcel(30 + i) for i in range(6)]))

    async def unpack(self):
        while True:
            item = await self.belt.get()
            log.info("unpack: parcel %d, %d of 4 places taken", item["number"], self.belt.qsize())
            for part in item.get("parts", []):
                log.info("unpack: part %d goes back on the belt", part["number"])
                await self.belt.put(part)
            self.belt.task_done()


def own_queue(watchdog=watch.log_chains):
    async def main():
        conveyor = Conveyor()
        background = [start(vans(), "vans"), start(watchdog(), "watchdog"), start(conveyor.unpack(), "unpack")]
        await start(conveyor.feed(), "feed")
        await background[2]
    asyncio.run(main())


def own_queue_frames():
    own_queue(watch.log_frames)


def own_queue_graph():
    own_queue(watch.print_graphs)


class Exchange:
    """Two stations, each puts into the other's full queue before it takes from its own."""

    def __init__(self):
        self.inbound, self.outbound = asyncio.Queue(1), asyncio.Queue(1)

    async def import_station(self):
        for number in range(100):
            await self.outbound.put(number)
            await self.outbound.put(number + 1000)
            log.info("import: round %d sent", number)
            await self.inbound.get()
            await self.inbound.get()

    async def export_station(self):
        for number in range(100):
            await self.inbound.put(number)
            await self.inbound.put(number + 1000)
            log.info("export: round %d sent", number)
            await self.outbound.get()
            await self.outbound.get()


def full_queues():
    async def main():
        exchange = Exchange()
        background = [start(vans(), "vans"), start(watch.log_printed(), "watchdog")]
        await asyncio.gather(start(exchange.import_station(), "import"), start(exchange.export_station(), "export"))
        return background
    asyncio.run(main())


class Handover:
    """Pickers wait for a condition whose predicate came true without a notify()."""

    def __init__(self):
        self.changed = asyncio.Condition()
        self.ready = False

    async def pick_up(self):
        log.info("pick-up: waiting for the papers")
        async with self.changed:
            while not self.ready:
                await self.changed.wait()
        log.info("pick-up: gone")

    async def papers(self):
        await asyncio.sleep(WORK)
        async with self.changed:
            self.ready = True
        log.info("papers: printed")


def no_notify():
    async def main():
        handover = Handover()
        background = [start(vans(), "vans"), start(watch.log_chains(), "watchdog")]
        await asyncio.gather(start(handover.papers(), "papers"), start(handover.pick_up(), "pick-up"))
        return background
    asyncio.run(main())


def event_after_gather():
    """The children wait for an event that their parent sets once they have ended."""
    async def main():
        background = [start(vans(), "vans"), start(watch.log_stacks(), "watchdog")]
        sealed = asyncio.Event()

        async def container(number):
            log.info("container %d: loaded, waiting for the seal", number)
            await sealed.wait()
            log.info("container %d: gone", number)

        async def train():
            await asyncio.gather(*[start(container(i), "container-%d" % i) for i in (1, 2)])
            sealed.set()
            log.info("train: sealed")
        await start(train(), "train")
        return background
    asyncio.run(main())


async def consume(name, stops):
    for number in range(1, 10000):
        log.info("%s: message %d handled", name, number)
        await asyncio.sleep(WORK * 4)
        if number == stops:
            log.info("%s: message %d taken", name, number + 1)
            await asyncio.get_running_loop().create_future()


def consumer_silent():
    """One of three consumers takes a message and is never heard of again."""
    async def main():
        await asyncio.gather(*[start(consume("consumer-%d" % i, 9 if i == 2 else 0), "consumer-%d" % i) for i in (1, 2, 3)])
    asyncio.run(main())


# slow but live

def consumer_leaves():
    """One of three consumers has nothing left and says so; the log is cut while the others work."""
    async def leave():
        for number in range(1, 10):
            log.info("consumer-2: message %d handled", number)
            await asyncio.sleep(WORK * 4)
        log.info("consumer-2: partition revoked, stopping")

    async def main():
        await asyncio.gather(start(consume("consumer-1", 0), "consumer-1"), start(leave(), "consumer-2"), start(consume("consumer-3", 0), "consumer-3"))
    asyncio.run(main())


async def idle(watchdog, dumps=6):
    """Workers wait for work; some comes now and then."""
    sorting = Sorting()
    tasks = [start(sorting.supervise("sorter-%d" % i), "sorter-%d" % i) for i in range(1, 5)] + [start(watchdog(), "watchdog")]
    for number in range(dumps):
        await asyncio.sleep(watch.WATCH)
        if number % 3 == 1:
            await sorting.parcels.put(parcel(number))
    await sorting.parcels.join()
    log.info("depot closes")
    for t in tasks:
        t.cancel()
    await asyncio.wait(tasks)


def idle_print_stack():
    asyncio.run(idle(watch.print_stacks))


def idle_chains():
    asyncio.run(idle(watch.log_chains))


def idle_graph():
    asyncio.run(idle(watch.print_graphs))


def idle_all_night():
    """Nothing comes at all: four workers in Queue.get, a timer in sleep, a server in accept; then it is stopped."""
    async def main():
        sorting = Sorting()

        async def serve(reader, writer):
            log.info("scanner connected")
            writer.close()

        async def rounds():
            while True:
                await asyncio.sleep(3600)
        if sys.platform != "emscripten":
            server = await asyncio.start_server(serve, "127.0.0.1", 0)
            start(server.serve_forever(), "scanners")
        tasks = [start(sorting.sort(), "sorter-%d" % i) for i in range(1, 5)] + [start(rounds(), "rounds")]
        log.info("depot is open")
        start(watch.log_chains(), "watchdog")
        await asyncio.sleep(watch.WATCH * 6.5)
        log.info("stop requested")
        for t in tasks:
            t.cancel()
        await asyncio.wait(tasks)
        log.info("depot is closed")
    asyncio.run(main())


def slow_join():
    """join() waits in each dump, but the worker works."""
    async def main():
        sorting = Sorting()
        for i in range(90):
            sorting.parcels.put_nowait(parcel(i))
        worker = start(sorting.supervise("sorter-1"), "sorter-1")
        watchdog = start(watch.print_stacks(), "watchdog")
        await start(sorting.close_shift(), "close-shift")
        worker.cancel()
        watchdog.cancel()
    asyncio.run(main())


def bursts():
    """Parcels come in bursts with long pauses."""
    async def main():
        sorting = Sorting()
        worker = start(sorting.supervise("sorter-1"), "sorter-1")
        for burst in range(4):
            log.info("lorry %d arrived", burst + 1)
            for i in range(25):
                await sorting.parcels.put(parcel(burst * 25 + i))
            await sorting.parcels.join()
            await asyncio.sleep(WORK * 20)
        worker.cancel()
        log.info("no more lorries today")
    asyncio.run(main())
