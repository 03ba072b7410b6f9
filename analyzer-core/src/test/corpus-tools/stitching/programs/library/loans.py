"""A library's loans: what fails here does not say for whom."""
import asyncio
import logging
import random

log = logging.getLogger("library.loans")
shelf = logging.getLogger("library.shelf")
fees = logging.getLogger("library.fees")


async def renew(card, book, rng, o):
    log.info("reader %s renews %s", card, book)
    await asyncio.sleep(rng.uniform(0.001, 0.012))
    shelf.info("nobody waits for %s", book)
    await asyncio.sleep(rng.uniform(0.001, 0.012))
    fee = {"0": 150, "5": 50}
    if int(card[2:]) % 7 == 4:
        if o.get("empty"):
            raise AssertionError
        fees.info("fee group is %s", fee["9"])
    log.info("reader %s may keep %s for 28 days", card, book)


async def desk(o):
    rng = random.Random(o["seed"])
    kept = []
    for i in range(o.get("count", 40)):
        kept.append(asyncio.create_task(renew("C-%06d" % rng.randrange(10 ** 6), "bk%05d" % rng.randrange(10 ** 5), rng, o)))
        if i % 4 == 1:
            shelf.info("%d books came back", rng.randint(1, 20))
        await asyncio.sleep(0.004)
    await asyncio.sleep(0.03)
    log.info("desk closes")
    kept.clear()


def main(o):
    asyncio.run(desk(o))
