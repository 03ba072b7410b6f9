"""A task waits longer after each attempt, and says little."""
import asyncio
import logging
import socket

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("feed")


async def feed(port):
    pause = 0.01
    for _ in range(4):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            break
        except OSError as e:
            log.info("not connected (errno %s), next attempt in %.2f s", e.errno, pause)
            await asyncio.sleep(pause)
            pause *= 2


async def main():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        await feed(unused.getsockname()[1])


asyncio.run(main())
