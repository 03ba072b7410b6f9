"""Asks before it answers."""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("rpc")


def on_reply(waiter, reply):
    if not waiter.done():
        waiter.set_result(reply)


async def main():
    waiter = asyncio.get_running_loop().create_future()
    on_reply(waiter, "first")
    on_reply(waiter, "again")
    log.info("reply %s", await waiter)


asyncio.run(main())
