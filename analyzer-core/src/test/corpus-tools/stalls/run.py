"""Runs one program under one logging set-up: run.py MODULE.FUNCTION SETUP (CPython 3.8 and later).

CLOCK is START:SCALE:ORIGIN: records are dated START + (now - ORIGIN) * SCALE, so that minutes of a log pass in seconds.
THREADS names a file that gets a line "0xIDENT NAME" for each thread: faulthandler knows threads by their ident alone.
"""
import importlib
import logging
import os
import sys
import threading

import setups

setups.TEXT["pid-thread-task"] = ("%(asctime)s %(levelname)-7s [%(process)d:%(threadName)s:%(taskName)s] %(name)s: %(message)s", None)
setups.TEXT["standard"] = ("%(asctime)s %(levelname)s %(name)s: %(message)s", None)


def scale_clock(start: float, scale: float, origin: float) -> None:
    make = logging.getLogRecordFactory()

    def record(*args, **kwargs) -> logging.LogRecord:
        r = make(*args, **kwargs)
        r.created = start + (r.created - origin) * scale
        r.msecs = float(int(r.created % 1 * 1000))
        return r
    logging.setLogRecordFactory(record)


def note_threads(path: str) -> None:
    def note(thread: threading.Thread) -> None:
        with open(path, "a") as f:
            f.write("0x%016x %s\n" % (thread.ident or 0, thread.name))
    start = threading.Thread.start

    def noted(self: threading.Thread) -> None:
        start(self)
        note(self)
    threading.Thread.start = noted  # type: ignore[method-assign]
    note(threading.main_thread())


def main() -> None:
    program, setup = sys.argv[1:3]
    start, scale, origin = map(float, os.environ["CLOCK"].split(":"))
    scale_clock(start, scale, origin)
    note_threads(os.environ["THREADS"])
    setups.configure(setup, logging.NullHandler())
    module, function = program.split(".")
    getattr(importlib.import_module("app." + module), function)()


if __name__ == "__main__":
    main()
