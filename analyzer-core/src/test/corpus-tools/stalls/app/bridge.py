"""A sensor gateway: threads read sensors, the loop publishes what they read."""
import asyncio
import logging
import threading
import time

from app import watch
from app.settings import WORK

log = logging.getLogger("gateway")


class Gateway:
    def __init__(self):
        self.loop = None
        self.state = threading.Lock()
        self.published = 0

    async def publish(self, value):
        await asyncio.sleep(WORK)
        self.published += 1
        log.info("published %s", value)

    def publish_soon(self, value):
        return asyncio.run_coroutine_threadsafe(self.publish(value), self.loop)

    def publish_now(self, value):
        """For threads only: in the loop's own thread it waits for ever."""
        return self.publish_soon(value).result()

    async def flush(self):
        log.info("flush: publishing the last value")
        self.publish_now("last")

    async def snapshot(self):
        await asyncio.sleep(WORK * 3)
        log.info("snapshot: taking the state")
        with self.state:
            return self.published

    def read(self):
        for number in range(1, 100):
            with self.state:
                log.info("reading sensor %d", number)
                time.sleep(WORK * 2)
                self.publish_now(number)


def result_in_loop():
    async def main():
        gateway = Gateway()
        gateway.loop = asyncio.get_running_loop()
        watch.dump_threads()
        for value in range(5):
            await gateway.publish(value)
        await asyncio.create_task(gateway.flush(), name="flush")

    def beat():
        while True:
            log.info("modem: signal is good")
            time.sleep(WORK * 12)
    threading.Thread(target=beat, name="modem", daemon=True).start()
    asyncio.run(main())


def thread_and_loop():
    async def main():
        gateway = Gateway()
        gateway.loop = asyncio.get_running_loop()
        threading.Thread(target=gateway.read, name="reader", daemon=True).start()
        watch.dump_threads()
        while True:
            await asyncio.create_task(gateway.snapshot(), name="snapshot")
    asyncio.run(main())


def thread_and_loop_pyspy():
    async def main():
        gateway = Gateway()
        gateway.loop = asyncio.get_running_loop()
        threading.Thread(target=gateway.read, name="reader", daemon=True).start()
        watch.sample_threads(times=4)
        while True:
            await asyncio.create_task(gateway.snapshot(), name="snapshot")
    asyncio.run(main())
