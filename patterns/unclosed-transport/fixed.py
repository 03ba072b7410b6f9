"""Closes the connection."""
import asyncio
import socket
import warnings

warnings.simplefilter("default")


async def ask(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(b"hello\n")
    finally:
        writer.close()
        await writer.wait_closed()


def main():
    with socket.create_server(("127.0.0.1", 0)) as server:
        asyncio.run(ask(server.getsockname()[1]))


main()
