"""Workers of a fleet: each one is a process of its own (see make_stalls.py, which runs several at a time)."""
import asyncio
import logging
import os
import time

from app.settings import WORK

log = logging.getLogger("worker")


async def work(number, jobs, between):
    for job in range(1, jobs + 1):
        log.info("job %d-%d: started", number, job)
        for part in range(1, 4):
            await asyncio.sleep(WORK)
            log.info("job %d-%d: part %d of 3 done", number, job, part)
        log.info("job %d-%d: finished", number, job)
        await asyncio.sleep(between)


def busy():
    number = int(os.environ["WORKER"])
    log.info("worker %d ready", number)
    asyncio.run(work(number, 10000, WORK))


def falls_silent():
    """Stops in the middle of its fourth job."""
    number = int(os.environ["WORKER"])
    log.info("worker %d ready", number)

    async def main():
        await work(number, 3, WORK)
        log.info("job %d-4: started", number)
        await asyncio.sleep(WORK)
        log.info("job %d-4: part 1 of 3 done", number)
        time.sleep(3600)
    asyncio.run(main())


# slow but live

def stops_in_order():
    number = int(os.environ["WORKER"])
    log.info("worker %d ready", number)
    asyncio.run(work(number, 4, WORK))
    log.info("worker %d: no jobs left, stopping", number)


def seldom():
    """Has little to do: a job now and then."""
    number = int(os.environ["WORKER"])
    log.info("worker %d ready", number)
    asyncio.run(work(number, 4, WORK * 22))
    log.info("worker %d: stopping", number)
