"""Starts a task and forgets it.

Prints: Task exception was never retrieved
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("orders")


class CardExpired(Exception):
    pass


async def charge(order):
    await asyncio.sleep(0.01)
    raise CardExpired("order %d: card expired" % order)


async def checkout(order):
    asyncio.create_task(charge(order))
    log.info("order %d accepted", order)


async def main():
    await checkout(7)
    await asyncio.sleep(0.1)


asyncio.run(main())
