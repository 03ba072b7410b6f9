import asyncio
import logging

log = logging.getLogger("checkout.stock")


class OutOfStock(Exception):
    pass


class Stock:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.shelves = {"lamp": 40, "chair": 38, "desk": 3, "rug": 500}

    async def reserve(self, order):
        for article in order.articles:
            if self.shelves[article] == 0:
                raise OutOfStock(f"{article} for order {order.number}")
            self.shelves[article] -= 1
        await asyncio.sleep(0.002)
        log.info("reserved order=%d articles=%s", order.number, ",".join(order.articles))

    async def recount(self, seconds):
        async with self.lock:
            log.info("recount of %d shelves began", len(self.shelves))
            await asyncio.sleep(seconds)

    async def correct(self, article, count):
        try:
            async with asyncio.timeout(0.25):
                async with self.lock:
                    self.shelves[article] = count
        except TimeoutError:
            log.exception("correction of %s to %d was given up", article, count)
