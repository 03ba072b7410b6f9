"""A task tries again at once what cannot work yet.

Prints: connection lost, reconnecting
"""
import asyncio
import logging
import socket

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("feed")


async def feed(port):
    for _ in range(22):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            break
        except OSError:
            log.exception("connection lost, reconnecting")


async def main():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        await feed(unused.getsockname()[1])


asyncio.run(main())
