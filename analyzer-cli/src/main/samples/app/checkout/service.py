import asyncio
import contextlib
import gc
import logging
import random
from dataclasses import dataclass

from checkout import reports
from checkout.payment import Gateway, charge
from checkout.stock import Stock

log = logging.getLogger("checkout.service")


@dataclass
class Order:
    number: int
    amount: int
    articles: list
    country: str


TAX = {"DE": 19, "FR": 20, "NL": 21}


def tax(order):
    return order.amount * TAX[order.country] // 100


class Service:
    def __init__(self):
        self.gateway = Gateway()
        self.stock = Stock()

    async def run(self, orders):
        log.info("checkout 2.4.1 is up, %d orders in the queue", orders)
        recount = asyncio.create_task(self.stock.recount(16), name="recount")
        for number in range(1, orders + 1):
            await self.accept(number)
            if number % 11 == 0:
                await asyncio.create_task(reports.hourly(number * 40, 0.15 + number / 60), name=f"report-{number}")
            if number in (7, 14, 21):
                await asyncio.create_task(self.stock.correct("chair", number), name=f"correct-{number}")
            if number % 18 == 0:
                self.report_by_mail(number)
                await self.refund([number - 5, number - 6, number - 10])
            if number % 10 == 0:
                gc.collect()
        asyncio.get_running_loop().call_later(0.02, self.rotate_keys, "keys-2026-11")
        await asyncio.sleep(0.1)
        await recount
        self.watch()
        await asyncio.sleep(0.02)
        gc.collect()
        log.info("checkout is going down")
        await asyncio.sleep(0.2)

    async def accept(self, number):
        articles = random.sample(["lamp", "chair", "rug"], 2) + (["desk"] if number % 14 == 0 else [])
        country = "CH" if number in (11, 29, 33) else random.choice(["DE", "FR", "NL"])
        order = Order(number, random.randint(900, 90000), articles, country)
        request = f"req-{number:05x}"
        log.info("accepted order=%d amount=%d request_id=%s", number, order.amount, request)
        try:
            due = order.amount + tax(order)
        except KeyError:
            log.exception("order=%d cannot be taxed request_id=%s", number, request)
            return
        log.info("priced order=%d due=%d", number, due)
        asyncio.create_task(self.fulfil(order), name=f"fulfil-{number}")
        await asyncio.sleep(random.uniform(0.2, 1.6))

    async def fulfil(self, order):
        await self.stock.reserve(order)
        await charge(self.gateway, order)
        log.info("paid order=%d", order.number)
        async with asyncio.TaskGroup() as parcels:
            for article in order.articles:
                parcels.create_task(self.pack(order, article), name=f"pack-{order.number}-{article}")

    async def pack(self, order, article):
        await asyncio.sleep(0.005)
        log.info("packed order=%d article=%s", order.number, article)

    async def refund(self, numbers):
        async def one(number):
            await asyncio.sleep(0.001)
            if number % 3 == 0:
                raise LookupError(f"no payment of order {number}")
            if number % 2 == 0:
                raise ValueError(f"order {number} was paid in two parts")
            log.info("refunded order=%d", number)

        try:
            async with asyncio.TaskGroup() as refunds:
                for number in numbers:
                    refunds.create_task(one(number), name=f"refund-{number}")
        except* (LookupError, ValueError):
            log.exception("refunds of %s failed", numbers)

    def report_by_mail(self, number):
        reports.send(f"daily-{number}")

    def rotate_keys(self, name):
        with contextlib.closing(open(f"/run/checkout/{name}.pem", "rb")) as key:
            self.key = key.read()

    def watch(self):
        async def watcher(queue):
            while True:
                await queue.get()

        asyncio.create_task(watcher(asyncio.Queue()), name="watch-payments")
