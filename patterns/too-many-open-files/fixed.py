"""Closes each connection after use."""
import asyncio
import logging
import resource
import socket

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("client")
resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))


async def ask(address, kept):
    with socket.create_connection(address):
        kept.append(address)


async def main():
    with socket.create_server(("127.0.0.1", 0), backlog=128) as server:
        kept = []
        for _ in range(60):
            await ask(server.getsockname(), kept)
        log.info("asked %d times", len(kept))


asyncio.run(main())
