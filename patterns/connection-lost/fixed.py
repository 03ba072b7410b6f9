"""Expects that the peer leaves."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("feed")


async def hang_up(reader, writer):
    writer.transport.abort()


async def publish(writer):
    try:
        for n in range(100):
            writer.write(b"tick\n" * 1000)
            await writer.drain()
            await asyncio.sleep(0.001)
    except ConnectionError as e:
        log.info("the subscriber left: %s", e)


async def main():
    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    await asyncio.sleep(0.05)
    await publish(writer)
    writer.close()
    server.close()


asyncio.run(main())
