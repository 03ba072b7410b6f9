"""Bookings: a ticket needs an invoice, an invoice needs a ticket."""
import asyncio
import logging

from app import remote, watch
from app.settings import WORK

log = logging.getLogger("bookings")


class Desk:
    def __init__(self):
        self.jobs = {}

    def start(self, coro, name):
        self.jobs[name] = asyncio.create_task(coro, name=name)
        return self.jobs[name]

    async def ticket(self, number, invoice):
        log.info("ticket %d: reserving a seat", number)
        await asyncio.sleep(WORK)
        await self.jobs[invoice]
        log.info("ticket %d: printed", number)

    async def invoice(self, number, ticket):
        log.info("invoice %d: computing the price", number)
        await asyncio.sleep(WORK)
        if ticket is not None:
            await self.jobs[ticket]
        log.info("invoice %d: sent", number)

    async def refund(self, number):
        log.info("refund %d: looking up the payment", number)
        await asyncio.sleep(WORK)
        await self.jobs["refund-%d" % number]

    async def searches(self):
        number = 100
        while True:
            number += 1
            log.info("search %d: 3 connections found", number)
            await asyncio.sleep(WORK * 8)


def self_await():
    """The refund is entered in the table of jobs before it runs, and waits for the job of its own number."""
    async def main():
        desk = Desk()
        searches = desk.start(desk.searches(), "searches")
        await desk.start(desk.invoice(40, None), "invoice-40")
        try:
            await desk.start(desk.refund(41), "refund-41")
        except RuntimeError:
            log.exception("refund 41 failed")
        await asyncio.sleep(WORK * 30)
        searches.cancel()
    asyncio.run(main())


async def each_other(watchdog):
    desk = Desk()
    desk.start(desk.searches(), "searches")
    desk.start(watchdog(), "watchdog")
    desk.start(desk.invoice(40, None), "invoice-40")
    await desk.start(desk.ticket(40, "invoice-40"), "ticket-40")
    invoice = desk.start(desk.invoice(41, "ticket-41"), "invoice-41")
    await asyncio.wait([desk.start(desk.ticket(41, "invoice-41"), "ticket-41"), invoice])


def mutual_reprs():
    asyncio.run(each_other(watch.log_reprs))


def mutual_print_stack():
    asyncio.run(each_other(watch.print_stacks))


def mutual_graph():
    asyncio.run(each_other(watch.print_graphs))


def mutual_ps():
    asyncio.run(each_other(remote.ps))


def mutual_pstree():
    asyncio.run(each_other(remote.pstree))


async def chain_to_the_first(watchdog):
    """Three jobs, each awaits the next one, and the last awaits the first."""
    desk = Desk()
    desk.start(desk.searches(), "searches")
    desk.start(watchdog(), "watchdog")

    async def stage(name, following):
        log.info("%s: started", name)
        await asyncio.sleep(WORK)
        await finish(following)

    async def finish(following):
        await desk.jobs[following]
    names = ["quote", "contract", "deposit"]
    for name, following in zip(names, names[1:] + names[:1]):
        desk.start(stage(name, following), name)
    await asyncio.wait(desk.jobs.values())


def ring_chains():
    asyncio.run(chain_to_the_first(watch.log_chains))


def ring_graph():
    asyncio.run(chain_to_the_first(watch.print_graphs))


def ring_pstree():
    asyncio.run(chain_to_the_first(remote.pstree))


# slow but live

async def healthy(watchdog):
    desk = Desk()

    async def seat(number):
        log.info("seat %d: asking the railway", number)
        await railway(number)
        log.info("seat %d: confirmed", number)

    async def railway(number):
        for _ in range(number):
            await asyncio.sleep(WORK * 4)

    async def group(name, numbers):
        await asyncio.gather(*[desk.start(seat(n), "seat-%d" % n) for n in numbers])
        log.info("%s: all seats confirmed", name)
    watching = desk.start(watchdog(), "watchdog")
    await asyncio.gather(desk.start(group("family", [6, 9, 12]), "family"), desk.start(group("school", [15, 18]), "school"))
    watching.cancel()
    log.info("bookings closed")


def gather_reprs():
    asyncio.run(healthy(watch.log_reprs))


def gather_chains():
    asyncio.run(healthy(watch.log_chains))


def gather_graph():
    asyncio.run(healthy(watch.print_graphs))


def gather_ps():
    asyncio.run(healthy(remote.ps))


def gather_pstree():
    asyncio.run(healthy(remote.pstree))


def deep_chain():
    """Twelve tasks, each waits for the next one; the last of them works."""
    async def main():
        desk = Desk()
        watching = desk.start(watch.print_stacks(), "watchdog")

        async def leg(number):
            if number == 12:
                for i in range(8):
                    log.info("leg 12: timetable page %d read", i + 1)
                    await asyncio.sleep(WORK * 6)
                return 0
            price = await desk.jobs["leg-%d" % (number + 1)]
            return price + 7
        for number in range(12, 0, -1):
            desk.start(leg(number), "leg-%d" % number)
        log.info("journey costs %d", await desk.jobs["leg-1"])
        watching.cancel()
    asyncio.run(main())


def recursion():
    """A RecursionError that comes from data."""
    def total(order):
        price = order["price"]
        for part in order["parts"]:
            price += total(part)
        return price

    async def main():
        desk = Desk()
        searches = desk.start(desk.searches(), "searches")
        order = {"price": 5, "parts": []}
        order["parts"].append(order)
        for number in (51, 52):
            try:
                log.info("order %d: total %d", number, total(order if number == 51 else {"price": 5, "parts": []}))
            except RecursionError:
                log.exception("order %d: cannot compute the total", number)
            await asyncio.sleep(WORK * 10)
        searches.cancel()
    asyncio.run(main())
