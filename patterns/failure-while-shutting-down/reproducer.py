"""A left-over task fails in its clean-up.

Prints: unhandled exception during asyncio.run() shutdown
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")


async def flush(buffer):
    try:
        await asyncio.sleep(10)
    finally:
        buffer.write("rest")


class Buffer:
    def __init__(self):
        self.closed = False

    def write(self, text):
        if self.closed:
            raise ValueError("the buffer is closed")


async def main():
    buffer = Buffer()
    flusher = asyncio.create_task(flush(buffer))
    await asyncio.sleep(0.01)
    buffer.closed = True


asyncio.run(main())
