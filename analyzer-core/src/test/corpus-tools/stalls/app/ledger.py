"""A ledger: transfers between accounts under one lock, written to a store with versions."""
import asyncio
import logging
import sys
import threading
import time

from app import watch
from app.settings import WORK, logged

log = logging.getLogger("ledger")


class Ledger:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.writers = asyncio.Semaphore(1)
        self.balance = {"anna": 300, "ben": 100}

    async def transfer(self, source, target, amount):
        async with self.lock:
            log.info("transfer %d from %s to %s", amount, source, target)
            self.balance[source] -= amount
            self.balance[target] += amount
            await asyncio.sleep(WORK)
            if self.balance[source] < 0:
                await self.revert(source, target, amount)

    async def revert(self, source, target, amount):
        log.warning("account %s is overdrawn, reverting", source)
        async with self.lock:
            self.balance[source] += amount
            self.balance[target] -= amount
        log.info("reverted")

    async def post(self, entry):
        async with self.writers:
            log.info("posting %s", entry["number"])
            await asyncio.sleep(WORK)
            for part in entry.get("parts", []):
                await self.post(part)
            log.info("posted %s", entry["number"])


async def rates():
    number = 0
    while True:
        number += 1
        log.info("rates: table %d fetched", number)
        await asyncio.sleep(WORK * 8)


def start(coro, name):
    return asyncio.create_task(coro, name=name)


async def reenter_lock(watchdog):
    ledger = Ledger()
    background = [start(rates(), "rates"), start(watchdog(), "watchdog")]
    for i in range(1, 5):
        await start(ledger.transfer("anna", "ben", 70 + i), "transfer-%d" % i)
    await start(ledger.transfer("anna", "ben", 90), "transfer-5")
    return background


def lock_twice():
    asyncio.run(reenter_lock(watch.log_chains))


def lock_twice_graph():
    asyncio.run(reenter_lock(watch.print_graphs))


async def reenter_semaphore(watchdog):
    ledger = Ledger()
    background = [start(rates(), "rates"), start(watchdog(), "watchdog")]
    for number in range(3):
        await start(ledger.post({"number": number}), "post-%d" % number)
    await start(ledger.post({"number": 3, "parts": [{"number": 31}]}), "post-3")
    return background


def semaphore_twice():
    asyncio.run(reenter_semaphore(watch.log_chains))


def semaphore_twice_graph():
    asyncio.run(reenter_semaphore(watch.print_graphs))


class ThreadLedger:
    def __init__(self):
        self.lock = threading.Lock()
        self.entries = 0

    def close_month(self, month):
        with self.lock:
            log.info("closing month %d", month)
            time.sleep(WORK)
            if month % 3 == 0:
                self.close_quarter(month // 3)

    def close_quarter(self, quarter):
        with self.lock:
            log.info("closing quarter %d", quarter)


def thread_lock_twice():
    ledger = ThreadLedger()
    watch.dump_threads()

    def close():
        for month in range(1, 13):
            ledger.close_month(month)

    def poll():
        number = 0
        while True:
            number += 1
            log.info("poll %d: no new statements", number)
            time.sleep(WORK * 6)
    threading.Thread(target=poll, name="poller", daemon=True).start()
    closer = threading.Thread(target=close, name="closer")
    closer.start()
    closer.join()


class Conflict(Exception):
    pass


class Store:
    """Optimistic locking: a write must name the version that it read."""

    def __init__(self):
        self.version = 0

    async def read(self):
        await asyncio.sleep(0)
        return self.version

    async def write(self, version, key):
        await asyncio.sleep(0)
        if version != self.version:
            raise Conflict("%s: version %d expected, found %d" % (key, version, self.version))
        self.version += 1


def conflicts():
    """A cache writes a version mark at every read, so that no write can ever succeed."""
    async def main():
        store = Store()
        background = start(rates(), "rates")

        async def save(key):
            attempt = 0
            while True:
                attempt += 1
                version = await store.read()
                store.version += 1  # the mark of the cache
                try:
                    await store.write(version, key)
                    return
                except Conflict as e:
                    log.warning("save %s: attempt %d failed, trying again: %s", key, attempt, e)
                    await asyncio.sleep(WORK / 10)
        await asyncio.gather(start(save("balance/anna"), "save-anna"), start(save("balance/ben"), "save-ben"))
        background.cancel()
    asyncio.run(main())


# slow but live

def many_conflicts_with_progress():
    """Conflicts under load: each attempt fails for some, and each round one gets through."""
    async def main():
        store = Store()

        async def save(key):
            for attempt in range(1, 60):
                version = await store.read()
                await asyncio.sleep(WORK)
                try:
                    await store.write(version, key)
                    log.info("save %s: version %d written", key, store.version)
                    return
                except Conflict as e:
                    log.warning("save %s: attempt %d failed, trying again: %s", key, attempt, e)
        await asyncio.gather(*[start(save("balance/%d" % i), "save-%d" % i) for i in range(12)])
        log.info("all balances are saved")
    asyncio.run(main())


def refused_requests():
    """Many requests fail in the same way, each of them its own."""
    async def main():
        async def handle(number):
            log.info("request %d: POST /transfer", number)
            await asyncio.sleep(WORK)
            try:
                check(number)
                log.info("request %d: 201", number)
            except ValueError:
                log.exception("request %d: 422", number)

        def check(number):
            if number % 5:
                raise ValueError("the account is closed")
        for number in range(1, 61):
            await start(handle(number), "request-%d" % number)
        log.info("server stops after %d requests", 60)
    asyncio.run(main())


def busy_report(watchdog=lambda: watch.dump_threads(0.25)):
    """A report computes for long; it is dumped while it moves on."""
    watchdog()

    def months():
        return sum(days(m) for m in range(12))

    def days(month):
        total = 0
        for d in range(30):
            total += round_up(month * d) + tax(d)
        return total

    def round_up(value):
        end = time.perf_counter() + 0.002
        while time.perf_counter() < end:
            value += 1
        return value

    def tax(value):
        end = time.perf_counter() + 0.003
        while time.perf_counter() < end:
            value = value * 3 % 101
        return value
    log.info("report started")
    result = months()
    faulthandler.cancel_dump_traceback_later()
    log.info("report finished: %d", result % 1000)


def busy_report_pyspy():
    busy_report(lambda: watch.sample_threads(0.25, times=6))


def batch():
    """A job that ends: the log ends with it."""
    for chunk in range(1, 21):
        time.sleep(WORK)
        log.info("chunk %d of 20 imported, %d rows", chunk, chunk * 500)
    log.info("import finished in %.1f s, exit status 0", logged(WORK * 20))
    sys.exit(0)
