"""A crawler: connects again when a connection is lost."""
import asyncio
import logging
import socket
import sys

from app.settings import PATIENCE, WORK, logged

log = logging.getLogger("crawler")


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as s:
        return s.getsockname()[1]


async def pages():
    number = 0
    while True:
        number += 1
        log.info("page %d stored", number)
        await asyncio.sleep(WORK * 5)


async def connect(port):
    if sys.platform == "emscripten":
        raise ConnectionRefusedError(111, "Connect call failed ('127.0.0.1', %d)" % port)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    return writer


def storm(with_traceback):
    """Tries again at once, for ever."""
    async def feed(port):
        while True:
            try:
                await connect(port)
                return
            except OSError as e:
                if with_traceback:
                    log.exception("feed: connection lost, reconnecting")
                else:
                    log.error("feed: connection lost, reconnecting: %s", e)
            await asyncio.sleep(WORK / 5)

    async def main():
        background = asyncio.create_task(pages(), name="pages")
        await asyncio.sleep(WORK * 10)
        await asyncio.create_task(feed(closed_port()), name="feed")
        background.cancel()
    asyncio.run(main())


def storm_tracebacks():
    storm(True)


def storm_lines():
    storm(False)


def always_too_short():
    """The limit is below what any answer takes: each attempt is given up and begun again at once."""
    async def answer():
        await asyncio.sleep(WORK * 4)
        return "42 hits"

    async def search():
        while True:
            try:
                return await asyncio.wait_for(answer(), WORK / 2)
            except asyncio.TimeoutError:
                log.error("search: no answer in time, asking again", exc_info=True)

    async def main():
        background = asyncio.create_task(pages(), name="pages")
        await asyncio.create_task(search(), name="search")
        background.cancel()
    asyncio.run(main())


class Corridor:
    """Two robots meet in a corridor. Each is polite."""

    def __init__(self):
        self.wants = {}

    async def walk(self, me, other):
        side = 0
        log.info("%s: entering the corridor", me)
        await asyncio.sleep(WORK)
        while True:
            self.wants[me] = side
            await asyncio.sleep(0.004)
            if self.wants.get(other) != side:
                break
            log.info("%s: %s is on side %d too, stepping aside", me, other, side)
            side = 1 - side
            await asyncio.sleep(0.004)
        log.info("%s: passed", me)


def polite():
    async def main():
        corridor = Corridor()
        background = asyncio.create_task(pages(), name="lamp")
        await asyncio.gather(asyncio.create_task(corridor.walk("robot-a", "robot-b"), name="robot-a"),
                             asyncio.create_task(corridor.walk("robot-b", "robot-a"), name="robot-b"))
        background.cancel()
    asyncio.run(main())


# slow but live

def back_off():
    """Growing delays between attempts, and at last it works."""
    async def feed():
        delay = WORK
        for attempt in range(1, 9):
            try:
                if attempt < 8:
                    await connect(closed_port())
                log.info("feed: connected on attempt %d", attempt)
                return
            except OSError:
                log.warning("feed: attempt %d failed, next in %.0f s", attempt, logged(delay), exc_info=True)
                await asyncio.sleep(delay)
                delay *= 1.7

    async def main():
        background = asyncio.create_task(pages(), name="pages")
        await asyncio.create_task(feed(), name="feed")
        await asyncio.sleep(WORK * 10)
        background.cancel()
        log.info("crawl finished")
    asyncio.run(main())


def same_warning():
    """The same warning thirty times over minutes, with progress in between."""
    async def sync():
        for page in range(30):
            try:
                await asyncio.wait_for(asyncio.sleep(WORK * 3), WORK)
            except asyncio.TimeoutError:
                log.warning("sync: the index is slow, trying again")
            log.info("sync: page %d of 30 indexed", page + 1)
        log.info("sync: finished")

    async def main():
        await asyncio.create_task(sync(), name="sync")
    asyncio.run(main())


def reconnects_that_work():
    """A server that closes idle connections: reconnecting now and then is life."""
    async def feed():
        for round_ in range(12):
            log.info("feed: connected")
            for i in range(4):
                await asyncio.sleep(WORK)
                log.info("feed: item %d received", round_ * 4 + i)
            try:
                raise ConnectionResetError(104, "Connection reset by peer")
            except OSError:
                log.exception("feed: connection lost, reconnecting")
        log.info("feed: end of stream")
    asyncio.run(feed())


def patience():
    """A long poll with a time limit: a time-out in each round is the rule."""
    async def poll():
        for round_ in range(1, 9):
            try:
                await asyncio.wait_for(asyncio.Event().wait(), PATIENCE / 2)
            except asyncio.TimeoutError:
                log.info("poll: round %d, nothing new in %.0f s", round_, logged(PATIENCE / 2))

    async def main():
        await asyncio.create_task(poll(), name="poll")
        log.info("poll: closed by the server")
    asyncio.run(main())
