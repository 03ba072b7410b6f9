"""Opens a connection and forgets it.

Prints: ResourceWarning: unclosed
"""
import asyncio
import socket
import warnings

warnings.simplefilter("default")


async def ask(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"hello\n")


def main():
    with socket.create_server(("127.0.0.1", 0)) as server:
        asyncio.run(ask(server.getsockname()[1]))


main()
