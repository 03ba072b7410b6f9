"""Watchdogs as services have them: each looks at all tasks or threads now and then and writes down where they are."""
import asyncio
import faulthandler
import io
import linecache
import logging
import os
import sys
import threading
import time
import traceback

from app.settings import WATCH

log = logging.getLogger("watchdog")


def others():
    me = asyncio.current_task()
    return sorted((t for t in asyncio.all_tasks() if t is not me), key=lambda t: t.get_name())


async def print_stacks(every=WATCH):
    """Task.print_stack of each task, to standard error."""
    while True:
        await asyncio.sleep(every)
        for task in others():
            try:
                task.print_stack()
            except RecursionError:  # 3.8 to 3.10 cannot show tasks that wait for each other
                log.exception("cannot print the stack of %s", task.get_name())


def chain(task):
    """The frames of a suspended task, outermost first: get_stack() knows only the first of them."""
    frames, coro = [], task.get_coro()
    while coro is not None:
        frame = getattr(coro, "cr_frame", None) or getattr(coro, "gi_frame", None)
        if frame is None:
            break
        frames.append((frame, frame.f_lineno))
        coro = getattr(coro, "cr_await", None) or getattr(coro, "gi_yieldfrom", None)
    return traceback.StackSummary.extract(frames)


async def log_chains(every=WATCH):
    """One record with the whole stack of each task."""
    while True:
        await asyncio.sleep(every)
        parts = ["%s\n%s" % (t.get_name(), "".join(chain(t).format()).rstrip()) for t in others()]
        log.warning("%d tasks are pending\n%s", len(parts), "\n".join(parts))


async def log_stacks(every=WATCH):
    """A record for each task: headed as print_stack does it, but with all frames."""
    while True:
        await asyncio.sleep(every)
        for task in others():
            log.warning("Stack for %r (most recent call last):\n%s", task, "".join(chain(task).format()).rstrip())


async def log_printed(every=WATCH):
    """print_stack of all tasks in one record."""
    while True:
        await asyncio.sleep(every)
        text = io.StringIO()
        for task in others():
            task.print_stack(file=text)
        log.error("the service makes no progress\n%s", text.getvalue().rstrip())


async def log_frames(every=WATCH):
    """A record for each task, with task.get_stack()."""
    while True:
        await asyncio.sleep(every)
        for task in others():
            for frame in task.get_stack():
                code = linecache.getline(frame.f_code.co_filename, frame.f_lineno).strip()
                log.info("task %s at %s:%d in %s: %s", task.get_name(), frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name, code)


async def log_reprs(every=WATCH):
    """A record for each task, with its repr."""
    while True:
        await asyncio.sleep(every)
        for task in others():
            try:
                log.warning("still pending: %r", task)
            except RecursionError:
                log.exception("cannot show %s", task.get_name())


async def print_graphs(every=WATCH):
    """asyncio.print_call_graph of each task (3.14)."""
    while True:
        await asyncio.sleep(every)
        try:
            for task in others():
                asyncio.print_call_graph(task, file=sys.stderr)
                print(file=sys.stderr)
        except RecursionError:
            log.exception("cannot draw the call graph")


def dump_threads(every=WATCH):
    """faulthandler's dump of all threads, again and again."""
    faulthandler.dump_traceback_later(every, repeat=True)


def short(path):
    for folder in sorted(sys.path, key=len, reverse=True):
        if folder and path.startswith(folder + os.sep):
            return path[len(folder) + 1:]
    return path


def sample_threads(every=WATCH, times=99):
    """Dumps in the form of "py-spy dump": states from /proc, frames from the interpreter."""
    def sample():
        me = threading.get_ident()
        for _ in range(times):
            time.sleep(every)
            names = {t.ident: (t.native_id, t.name) for t in threading.enumerate()}
            version = "%d.%d" % sys.version_info[:2]
            lines = ["Process %d: python -m app.main" % os.getpid(),
                     "Python v%s (/usr/local/bin/python%s)" % (sys.version.split()[0], version), ""]
            for ident, frame in sorted(sys._current_frames().items(), key=lambda f: names[f[0]][0]):
                if ident == me:
                    continue
                native, name = names[ident]
                with open("/proc/self/task/%d/stat" % native) as f:
                    running = f.read().rsplit(")", 1)[1].split()[0] == "R"
                lines.append('Thread %d (%s): "%s"' % (native, "active+gil" if running else "idle", name))
                for summary in reversed(traceback.extract_stack(frame)):
                    lines.append("    %s (%s:%d)" % (summary.name, short(summary.filename), summary.lineno))
            sys.stderr.write("\n".join(lines) + "\n")
    threading.Thread(target=sample, name="sampler", daemon=True).start()
