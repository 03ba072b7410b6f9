"""What the companion costs, measured as the difference between a program with it and the same program without it.

usage: python bench_tracestitch_context.py [--rounds N]

Each figure is the best of several rounds, the ones with and without taking turns. Prints microseconds.
"""
from __future__ import annotations

import argparse
import asyncio
import logging
import platform
import sys
import time
import tracemalloc
from typing import Any, Awaitable, Callable, Dict, List, Optional

import tracestitch_context as companion

RECORDS = 2000
TASKS = 2000


class Nowhere(logging.Handler):
    """Takes records and does nothing with them, so that the filter's share is not lost in that of the output."""

    def emit(self, record: logging.LogRecord) -> None:
        pass


def make_logger(name: str, *filters: logging.Filter) -> logging.Logger:
    logger = logging.getLogger("bench." + name)
    logger.propagate = False
    logger.setLevel(logging.INFO)
    handler = Nowhere()
    for one in filters:
        handler.addFilter(one)
    logger.handlers = [handler]
    return logger


async def log_records(logger: logging.Logger, level: int) -> float:
    """Seconds a record takes, called from a stack of a usual depth."""
    def deeper(levels: int) -> float:
        if levels:
            return deeper(levels - 1)
        log = logger.log
        start = time.process_time()
        for number in range(RECORDS):
            log(level, "item %d", number)
        return (time.process_time() - start) / RECORDS
    return deeper(20)


async def nothing() -> None:
    pass


async def run_tasks(create: Callable[[Any], Any]) -> float:
    """Seconds that a task takes that does nothing, from its creation to its end."""
    start = time.process_time()
    for _ in range(TASKS // 100):
        await asyncio.gather(*[create(nothing()) for _ in range(100)])
    return (time.process_time() - start) / TASKS


def in_loop(body: Callable[[], Awaitable[float]], *, factory: Optional[bool] = None, eager: bool = False) -> float:
    async def main() -> float:
        if eager:
            asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)  # type: ignore[attr-defined]
        if factory is not None:
            companion.install_task_factory(log_sites=factory)
        return await body()
    return asyncio.run(main())


def bytes_per_task(factory: Optional[bool]) -> float:
    async def count() -> float:
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        tasks: List[Any] = [asyncio.ensure_future(nothing()) for _ in range(TASKS)]
        size = (tracemalloc.get_traced_memory()[0] - before) / TASKS
        tracemalloc.stop()
        await asyncio.gather(*tasks)
        return size
    return in_loop(count, factory=factory)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    logging.getLogger("tracestitch.tasks").setLevel(logging.INFO)
    logging.getLogger("tracestitch.tasks").propagate = False

    bare = make_logger("bare")
    empty = make_logger("empty", logging.Filter())
    full = make_logger("full", companion.TaskContextFilter())
    create = asyncio.ensure_future

    def tasks(**options: Any) -> Callable[[], float]:
        return lambda: in_loop(lambda: run_tasks(create), **options)

    def records(logger: logging.Logger, level: int) -> Callable[[], float]:
        return lambda: in_loop(lambda: log_records(logger, level))

    runs: Dict[str, Callable[[], float]] = {
        "record": records(bare, logging.INFO),
        "record, empty filter": records(empty, logging.INFO),
        "record, filter": records(full, logging.INFO),
        "warning": records(bare, logging.WARNING),
        "warning, filter": records(full, logging.WARNING),
        "task": tasks(),
        "task, factory": tasks(factory=True),
        "task, factory without sites": tasks(factory=False),
    }
    if hasattr(asyncio, "eager_task_factory"):
        runs["eager task"] = tasks(eager=True)
        runs["eager task, factory"] = tasks(eager=True, factory=True)
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(rounds):
        for name, run in runs.items():
            best[name] = min(best[name], run() * 1e6)

    def line(label: str, base: str, other: str) -> None:
        print("%-42s %6.2f %6.2f %6.2f" % (label, best[base], best[other], best[other] - best[base]))

    print("CPython %s, microseconds                  without   with  costs" % platform.python_version())
    line("record below WARNING", "record", "record, filter")
    line("  of which logging's call of any filter", "record", "record, empty filter")
    line("record from WARNING", "warning", "warning, filter")
    line("task", "task", "task, factory")
    line("task, sites not logged", "task", "task, factory without sites")
    if "eager task" in runs:
        line("eager task", "eager task", "eager task, factory")
    print("memory a task: %+.0f bytes" % (bytes_per_task(True) - bytes_per_task(None)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
