"""A server's handler fails on what a client sent.

Prints: Unhandled exception in client_connected_cb
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("server")


async def handle(reader, writer):
    line = await reader.readline()
    log.info("quantity %d", int(line))
    writer.close()


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"many\n")
    await reader.read()
    writer.close()
    await writer.wait_closed()
    server.close()
    await asyncio.sleep(0.05)


asyncio.run(main())
