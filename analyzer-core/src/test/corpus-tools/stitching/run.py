"""Runs one program under one header and writes down, from the live objects, whose record is whose (Python 3.8 and later).

usage: run.py PROGRAM HEADER OPTIONS TRUTH

PROGRAM is package.module of programs/; OPTIONS is JSON; TRUTH is a file, one event a line.

Builds on streams/harness.py. Each record's text begins with a tag (process, serial number, time) that make_stitching.py takes off
again: so the truth knows lines by what wrote them, not by their text.
"""
import asyncio
import importlib
import itertools
import json
import logging
import os
import sys
import time

import harness
import headers

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, "programs")
LIBRARY = os.path.join(PROGRAMS, "site-packages")
HELPERS = set()  # names of the program's own functions that create tasks on behalf of their callers

serials = itertools.count(1)
real_pid = os.getpid
writing = []  # the record that is being handled


class Life:
    """One task: who created it where, and what it wrote."""

    def __init__(self, task, site, creator):
        self.name = task.get_name()
        self.site = site
        self.creator = creator
        self.children = []
        self.records = []

    def truth(self):
        site = self.site or {}
        out = {"created_in": site.get("function"), "created_at": site.get("line"), "records": self.records,
               "created_by_task": self.creator.name if self.creator else None}
        if site.get("helper"):
            out["created_through"] = site["helper"]
        if self.children:
            out["children"] = [{"task_name": c.name, "records": c.records} for c in self.children]
        return out


lives = {}  # id of a task: a new task with an old one's id takes its place


def site_of(frame):
    """The application's innermost line, looking through helpers."""
    helper = None
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith(PROGRAMS):
            if code.co_name not in HELPERS and not code.co_filename.startswith(LIBRARY):
                return {"function": code.co_name, "line": [code.co_filename, frame.f_lineno], "helper": helper}
            helper = helper or [code.co_filename, frame.f_lineno, code.co_name]
        frame = frame.f_back
    return None


def watch_tasks():
    create = asyncio.BaseEventLoop.create_task

    def create_task(loop, *args, **more):
        creator = current()
        task = create(loop, *args, **more)
        trace = getattr(task, "_source_traceback", None)
        if trace and trace[-1].filename == os.path.abspath(__file__):
            del trace[-1]  # debug mode must not show this function
        life = lives[id(task)] = Life(task, site_of(sys._getframe(1)), creator)
        if creator:
            creator.children.append(life)
        return task
    asyncio.BaseEventLoop.create_task = create_task


def current():
    try:
        task = asyncio.current_task()
    except RuntimeError:
        return None
    return lives.get(id(task)) if task is not None else None


class Recorder(harness.Recorder):
    def handle(self, record):
        record.tag = "%d.%d" % (real_pid(), next(serials))
        life = current()
        report = record.name == "asyncio" and harness.CONTEXT  # is no line of the task in whose time it falls
        if life and not report:
            life.name = asyncio.current_task().get_name()
            life.records.append([record.tag, record.getMessage().split("\n")[0]])
        e = record.exc_info[1] if record.exc_info else None
        if e is not None and not harness.CONTEXT:
            e.logged_as = getattr(e, "logged_as", []) + [record.tag]
        writing.append(record)
        try:
            return super().handle(record)
        finally:
            writing.pop()


class Tagged(logging.Handler):
    """One write a record, so that processes which share the stream do not cut each other's."""

    def emit(self, record):
        try:
            text = "\x01%s %.6f\x02%s\n" % (record.tag, record.created, self.format(record))
            os.write(2, text.encode("utf-8", "backslashreplace"))
        except Exception:
            self.handleError(record)


def annotate(write):
    def annotated(event):
        if writing:
            event["record"] = writing[-1].tag
        if "loop_message" in event:
            context = harness.CONTEXT[-1]
            task = context.get("task") or context.get("future")
            if isinstance(task, asyncio.Task):
                add_task(event, task, context.get("exception"))
        write(event)
    return annotated


def add_task(event, task, e):
    code = getattr(task.get_coro(), "cr_code", None)
    if code:
        event["defined_at"] = [code.co_filename, code.co_firstlineno]
    trace = getattr(task, "_source_traceback", None)
    if trace:
        event["created_at"] = [trace[-1].filename, trace[-1].lineno]
    life = lives[id(task)]
    event["origin"] = life.truth()
    if getattr(e, "logged_as", None):
        event["origin"]["logged_as"] = list(e.logged_as)


def set_clock(start, factor):
    """The process lives `factor` times as fast, from `start` on; event loops have a clock of their own."""
    wall, zero = time.time, time.time()
    time.time = lambda: start + (wall() - zero) * factor
    time.time_ns = lambda: int(time.time() * 1e9)


def main():
    program, header, options, truth = sys.argv[1:5]
    options = json.loads(options)
    set_clock(options["clock"], options.get("factor", 40.0))
    if "pid" in options:  # containers count from 1
        os.getpid = lambda: options["pid"]
    sys.path[:0] = [PROGRAMS, LIBRARY]
    harness.install(truth)
    harness.write = annotate(harness.write)
    watch_tasks()
    root = logging.getLogger()
    root.setLevel(options.get("level", "INFO"))
    root.addHandler(Recorder())
    root.addHandler(headers.handler(Tagged(), header))
    module = importlib.import_module(program)
    HELPERS.update(getattr(module, "HELPERS", ()))
    module.main(options)


if __name__ == "__main__":
    main()
