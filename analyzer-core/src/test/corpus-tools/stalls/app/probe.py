"""A monitoring probe: asks devices, and sometimes blocks the loop for ever."""
import asyncio
import logging
import queue
import socket
import subprocess
import threading
import time

from app import watch
from app.settings import WORK

log = logging.getLogger("probe")


class Device:
    """A device that accepts connections and never answers."""

    def __init__(self):
        self.server = socket.create_server(("127.0.0.1", 0))

    def ask(self):
        with socket.create_connection(self.server.getsockname()) as s:
            s.sendall(b"STATUS\n")
            return s.recv(64)


def collector():
    number = 0
    while True:
        number += 1
        log.info("collector: batch %d sent", number)
        time.sleep(WORK * 10)


async def pings(count):
    for number in range(1, count + 1):
        log.info("ping %d: 3 ms", number)
        await asyncio.sleep(WORK)


def blocked(block, name, watchdog=watch.dump_threads):
    async def main():
        async def check():
            log.info("%s: starting", name)
            block()
            log.info("%s: finished", name)
        watchdog()
        await pings(12)
        await asyncio.gather(asyncio.create_task(check(), name=name), pings(100))
    threading.Thread(target=collector, name="collector", daemon=True).start()
    asyncio.run(main())


def recv():
    device = Device()
    blocked(device.ask, "device-status")


def recv_pyspy():
    device = Device()
    blocked(device.ask, "device-status", lambda: watch.sample_threads(times=4))


def child():
    blocked(lambda: subprocess.run(["sleep", "60"], check=True), "traceroute")


def thread_queue():
    answers = queue.Queue()
    blocked(answers.get, "snmp-walk")


def lock_of_the_dead():
    """A thread took the lock and ended without releasing it."""
    lock = threading.Lock()
    keeper = threading.Thread(target=lock.acquire, name="config-loader")
    keeper.start()
    keeper.join()
    log.info("configuration loaded")

    def read():
        with lock:
            return {}
    blocked(read, "config-check")


class Flag:
    """Waits for a flag in a loop of its own, on the event loop that should set it."""

    def __init__(self):
        self.ready = False

    def spin(self):
        while not self.ready:
            pass


def spin():
    blocked(Flag().spin, "warm-up")


def spin_pyspy():
    blocked(Flag().spin, "warm-up", lambda: watch.sample_threads(times=5))


class Session:
    def __init__(self):
        self.ready = asyncio.Event()
        self.answer = asyncio.get_running_loop().create_future()

    async def connect(self):
        log.info("session: connecting")
        await asyncio.sleep(WORK)
        await self.ready.wait()
        log.info("session: ready")

    async def request(self):
        log.info("request: sent")
        return await self.answer


async def never(watchdog, what):
    session = Session()
    tasks = [asyncio.create_task(pings(10000), name="pings"), asyncio.create_task(watchdog(), name="watchdog")]
    job = session.connect() if what == "event" else session.request()
    await asyncio.create_task(job, name="connect" if what == "event" else "request")
    return tasks


def event_chains():
    asyncio.run(never(watch.log_chains, "event"))


def event_print_stack():
    asyncio.run(never(watch.print_stacks, "event"))


def event_graph():
    asyncio.run(never(watch.print_graphs, "event"))


def future_reprs():
    asyncio.run(never(watch.log_reprs, "future"))


def future_graph():
    asyncio.run(never(watch.print_graphs, "future"))


def heartbeat():
    """The loop is blocked for ever; only the supervisor, a thread, goes on."""
    def supervise():
        number = 0
        while True:
            number += 1
            log.info("supervisor: %d connections, memory 81 MB, check %d", 12, number)
            time.sleep(WORK * 8)

    async def beat():
        number = 0
        while True:
            number += 1
            log.info("heartbeat %d", number)
            await asyncio.sleep(WORK * 5)

    async def main():
        asyncio.create_task(beat(), name="heartbeat")
        await asyncio.sleep(WORK * 60)
        Device().ask()
    threading.Thread(target=supervise, name="supervisor", daemon=True).start()
    asyncio.run(main())


# slow but live

def slow_answers():
    """Each device answers after a while: the loop stands in recv in several dumps, each for another device."""
    server = socket.create_server(("127.0.0.1", 0))

    def answer():
        while True:
            peer, _ = server.accept()
            peer.recv(64)
            time.sleep(0.3)
            peer.sendall(b"OK\n")
            peer.close()

    def ask(number):
        with socket.create_connection(server.getsockname()) as s:
            s.sendall(b"STATUS\n")
            log.info("device %d: %s", number, s.recv(64).decode().strip())

    async def main():
        for number in range(1, 10):
            ask(number)
            await asyncio.sleep(WORK)
        log.info("all devices asked")
    threading.Thread(target=answer, name="simulator", daemon=True).start()
    watch.dump_threads(0.35)
    asyncio.run(main())


def heartbeat_resumes():
    """A report blocks the loop for a while; then the heartbeat goes on."""
    def supervise():
        number = 0
        while True:
            number += 1
            log.info("supervisor: %d connections, memory 81 MB, check %d", 12, number)
            time.sleep(WORK * 8)

    async def beat():
        number = 0
        while True:
            number += 1
            log.info("heartbeat %d", number)
            await asyncio.sleep(WORK * 5)

    async def main():
        beats = asyncio.create_task(beat(), name="heartbeat")
        await asyncio.sleep(WORK * 50)
        log.info("report: started")
        time.sleep(WORK * 40)
        log.info("report: finished")
        await asyncio.sleep(WORK * 50)
        beats.cancel()
        log.info("probe stopped")
    threading.Thread(target=supervise, name="supervisor", daemon=True).start()
    asyncio.run(main())


def quiet_night():
    """Nothing but a heartbeat every ten minutes and one job at two o'clock."""
    async def main():
        log.info("probe started")
        for number in range(1, 25):
            await asyncio.sleep(WORK * 4)
            log.info("heartbeat: alive, nothing to do")
            if number == 12:
                log.info("nightly report sent")
        log.info("probe stopped")
    asyncio.run(main())
