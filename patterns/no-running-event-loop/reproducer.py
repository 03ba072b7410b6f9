"""A library's thread calls back, and the callback asks for the loop.

Prints: RuntimeError: no running event loop
"""
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


def on_message(text):
    loop = asyncio.get_running_loop()
    loop.call_soon(received.append, text)


async def main():
    poller = Poller(on_message)
    poller.start()
    await asyncio.get_running_loop().run_in_executor(None, poller.join)


asyncio.run(main())
