"""Sends invoices; a failure is logged where it happens, or by a desk that hears of it, and is lost all the same."""
import asyncio
import logging
import random

log = logging.getLogger("billing.invoices")
tax = logging.getLogger("billing.tax")
desk = logging.getLogger("billing.errors")
cron = logging.getLogger("billing.cron")


class UnknownCountry(LookupError):
    pass


class Biller:
    def __init__(self, o):
        self.o = o
        self.rng = random.Random(o["seed"])
        self.troubles = asyncio.Queue()
        self.sent = []

    def rate(self, number, country):
        if country in ("XK", "AN"):
            raise KeyError(country)
        tax.info("invoice %s: rate of %s is %d %%", number, country, self.rng.randint(7, 25))

    async def bill(self, number):
        country = self.rng.choice(("DE", "FR", "XK", "PL", "SE", "IT", "AN", "PT"))
        log.info("invoice %s: %d positions", number, self.rng.randint(1, 12))
        await asyncio.sleep(self.rng.uniform(0.001, 0.01))
        try:
            self.rate(number, country)
        except KeyError as e:
            failure = UnknownCountry("invoice %s: no rate for %s" % (number, country))
            failure.__cause__ = e
            if self.o["told_by"] == "task":
                try:
                    raise failure
                except UnknownCountry:
                    log.exception("invoice %s could not be taxed", number)
                    raise
            await self.troubles.put(failure)
            await asyncio.sleep(0.004)
            raise failure
        await asyncio.sleep(self.rng.uniform(0.001, 0.01))
        log.info("invoice %s: sent", number)

    async def listen(self):
        while True:
            failure = await self.troubles.get()
            desk.error("a customer must be called", exc_info=failure)

    async def month_end(self):
        listener = asyncio.create_task(self.listen(), name="error-desk")
        for i in range(self.o.get("count", 40)):
            task = asyncio.create_task(self.bill("R-%06d" % self.rng.randrange(10 ** 6)))
            if self.o.get("names"):
                task.set_name("invoice:%d" % i)
            if self.o.get("keep"):
                self.sent.append(task)
            del task
            if i % 4 == 0:
                cron.info("%d of %d queued", i, self.o.get("count", 40))
            await asyncio.sleep(0.003)
        await asyncio.sleep(0.04)
        listener.cancel()
        cron.info("month closed")
        self.sent.clear()


async def start(o):
    await Biller(o).month_end()


def main(o):
    asyncio.run(start(o))
