"""The price does not need the seat."""
import asyncio
import logging
import os
import sys

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("desk")


async def invoice(jobs):
    await asyncio.sleep(0)
    return "12 EUR"


async def ticket(jobs):
    price = await jobs["invoice"]
    return "12A, paid %s" % price


def dump():
    log.warning("tasks are still pending")
    try:
        for task in sorted(asyncio.all_tasks(), key=lambda t: t.get_name()):
            task.print_stack(file=sys.stderr)
    except RecursionError:
        log.exception("cannot print the tasks")
    sys.stderr.flush()
    os._exit(1)


async def main():
    jobs = {}
    jobs["invoice"] = asyncio.create_task(invoice(jobs), name="invoice")
    jobs["ticket"] = asyncio.create_task(ticket(jobs), name="ticket")
    watchdog = asyncio.get_running_loop().call_later(0.3, dump)
    await asyncio.wait(jobs.values())
    watchdog.cancel()


asyncio.run(main())
