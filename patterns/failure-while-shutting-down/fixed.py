"""Ends the task before it closes what the task uses."""
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
    flusher.cancel()
    await asyncio.wait([flusher])
    buffer.closed = True


asyncio.run(main())
