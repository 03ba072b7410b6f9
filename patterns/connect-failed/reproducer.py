"""Connects to a port where nothing listens.

Prints: Connect call failed
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("client")


async def connect():
    reader, writer = await asyncio.open_connection("127.0.0.1", 1)
    return writer


async def main():
    try:
        await connect()
    except OSError:
        log.exception("cannot reach the broker")


asyncio.run(main())
