"""Awaits the reply and handles its failure."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("rpc")


async def main():
    reply = asyncio.get_running_loop().create_future()
    reply.set_exception(ConnectionError("broker went away"))
    try:
        await reply
    except ConnectionError as lost:
        log.info("no reply: %s", lost)
    log.info("done")


asyncio.run(main())
