"""The coroutine hands its loop to the thread."""
import asyncio
import logging
import threading

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")
received = []


class Poller(threading.Thread):
    """A library that calls back in a thread of its own."""

    def __init__(self, callback):
        super().__init__(name="poller")
        self.callback = callback

    def run(self):
        try:
            self.callback("tick")
        except RuntimeError:
            log.exception("callback failed")


async def main():
    loop = asyncio.get_running_loop()

    def on_message(text):
        loop.call_soon_threadsafe(received.append, text)

    poller = Poller(on_message)
    poller.start()
    await asyncio.get_running_loop().run_in_executor(None, poller.join)
    log.info("received %s", received)


asyncio.run(main())
