"""Opens connections and keeps them all, with a low limit.

Prints: Too many open files
"""
import asyncio
import logging
import resource
import socket

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("client")
resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))


async def ask(address, kept):
    connection = socket.create_connection(address)
    kept.append(connection)


async def main():
    with socket.create_server(("127.0.0.1", 0), backlog=128) as server:
        kept = []
        try:
            for _ in range(60):
                await ask(server.getsockname(), kept)
        except OSError:
            log.exception("cannot connect")
        for connection in kept:
            connection.close()


asyncio.run(main())
