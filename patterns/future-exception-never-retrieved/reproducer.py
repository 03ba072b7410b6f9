"""A reply fails after nobody waits for it any more.

Prints: Future exception was never retrieved
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("rpc")


async def main():
    reply = asyncio.get_running_loop().create_future()
    reply.set_exception(ConnectionError("broker went away"))
    del reply
    log.info("done")


asyncio.run(main())
