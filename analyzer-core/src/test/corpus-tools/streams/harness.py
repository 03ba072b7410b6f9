"""Runs one program under one logging set-up and writes down, from the live objects, what happened (Python 3.6 and later).

usage: harness.py PROGRAM SETUP TRUTH   (PROGRAM is [package.]module.function, of the package depot if none is said; TRUTH a file, one
event a line)
"""
import asyncio
import importlib
import json
import logging
import os
import sys
import threading
import warnings

import fieldsetups  # noqa: F401
import setups

NEW = sys.version_info >= (3, 8)
OUT = None  # file descriptor of the truth
CONTEXT = []  # what the event loop's exception handler was given, while it logs
SHORT_RECORDS = False  # the set-up prints the class of a record's exception without its module
SHORT_TYPES = False
FLAT_RECORDS = False  # the set-up prints nothing of what an exception came from
SURROGATES = "backslashreplace"  # how the log shows half a surrogate pair


def type_name(cls, plain_main=True):
    module, name = cls.__module__, cls.__qualname__
    if SHORT_TYPES:
        return cls.__name__
    if not isinstance(module, str):
        return ("<unknown>." if sys.version_info >= (3, 10) else "") + name
    if module == "builtins" or (plain_main and module == "__main__"):
        return name
    return module + "." + name


def text_of(e):
    if isinstance(e, SyntaxError):
        return syntax_text(e)
    try:
        return str(e).encode("utf-8", SURROGATES).decode("utf-8", SURROGATES)
    except Exception:
        if sys.version_info >= (3, 11):
            return "<exception str() failed>"
        return "<unprintable %s object>" % type(e).__name__


def syntax_text(e):
    message = e.msg or "<no detail available>"
    if e.lineno is None and e.filename:
        return "%s (%s)" % (message, e.filename)
    return message if e.msg is None or isinstance(e.msg, str) else str(e.msg)


def frames_of(tb):
    out = []
    while tb is not None:
        code = tb.tb_frame.f_code
        out.append([code.co_filename, tb.tb_lineno, code.co_name])
        tb = tb.tb_next
    return out


def tree(e, tb=None, seen=None, plain_main=True):
    seen = seen or set()
    seen.add(id(e))
    out = {"type": type_name(type(e), plain_main), "message": text_of(e), "frames": frames_of(tb or e.__traceback__)}
    notes = getattr(e, "__notes__", None)
    if notes and sys.version_info >= (3, 11):
        out["notes"] = [n if isinstance(n, str) else repr(n) for n in notes]
    if e.__cause__ is not None:
        if id(e.__cause__) not in seen:
            out["cause"] = tree(e.__cause__, None, seen, plain_main)
    elif e.__context__ is not None and not e.__suppress_context__ and id(e.__context__) not in seen:
        out["context"] = tree(e.__context__, None, seen, plain_main)
    if sys.version_info >= (3, 11) and isinstance(e, BaseExceptionGroup):  # noqa: F821
        out["exceptions"] = [tree(x, None, set(seen), plain_main) for x in e.exceptions]
    return out


def running_task():
    try:
        task = asyncio.current_task() if sys.version_info >= (3, 7) else asyncio.Task.current_task()
    except RuntimeError:
        task = None
    return task.get_name() if task is not None and hasattr(task, "get_name") else None


def write(event):
    event.setdefault("task", running_task())
    os.write(OUT, (json.dumps(event) + "\n").encode("ascii"))


def note(kind, e, tb=None, plain_main=True, **more):
    write(dict(more, kind=kind, exception=tree(e, tb, plain_main=plain_main)))


class Recorder(logging.Handler):
    """Stands before the set-up's own handler."""

    def handle(self, record):
        try:
            message = record.getMessage()
        except Exception:
            return False  # the set-up's handler prints "--- Logging error ---"
        if record.name == "py.warnings":
            return True
        event = {"kind": "logged", "logger": record.name, "level": record.levelname, "message": message}
        if record.exc_info and record.exc_info[1] is not None:
            global SHORT_TYPES
            SHORT_TYPES = SHORT_RECORDS
            event["exception"] = tree(record.exc_info[1], record.exc_info[2])
            SHORT_TYPES = False
            for part in ("cause", "context", "notes", "exceptions") if FLAT_RECORDS else ():
                event["exception"].pop(part, None)
        if CONTEXT and record.name == "asyncio":
            context = CONTEXT[-1]
            event["loop_message"] = (context.get("message") or "Unhandled exception in event loop")
            future = context.get("future") or context.get("task")
            if isinstance(future, asyncio.Task):
                if hasattr(future, "get_name"):
                    event["task_name"] = future.get_name()
                coro = getattr(future, "_coro", None)
                event["coroutine"] = getattr(coro, "__qualname__", None)
                origin = getattr(sys.modules.get("depot.relay"), "MARKS", {}).get(event.get("task_name"))
                if origin:
                    event["origin"] = {"marks": origin}
        if "exception" in event or "loop_message" in event or message.startswith("Executing <"):
            write(event)
        return True


def install(truth):
    global OUT
    OUT = os.open(truth, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    before = asyncio.BaseEventLoop.default_exception_handler

    def default_exception_handler(loop, context):
        CONTEXT.append(context)
        try:
            before(loop, context)
        finally:
            CONTEXT.pop()
    asyncio.BaseEventLoop.default_exception_handler = default_exception_handler

    def excepthook(cls, e, tb):
        if not isinstance(e, SystemExit):
            note("uncaught", e, tb, plain_main=sys.version_info >= (3, 13))
        sys.__excepthook__(cls, e, tb)
    sys.excepthook = excepthook

    if NEW:
        threads, unraisable = threading.excepthook, sys.unraisablehook

        def thread_hook(args):
            if args.exc_type is not SystemExit:
                note("thread", args.exc_value, args.exc_traceback, thread=args.thread.name)
            threads(args)
        threading.excepthook = thread_hook

        def unraisable_hook(args):
            event = tree(args.exc_value, args.exc_traceback)
            for part in ("cause", "context", "notes", "exceptions"):  # are not printed
                event.pop(part, None)
            write({"kind": "unraisable", "exception": event})
            unraisable(args)
        sys.unraisablehook = unraisable_hook
    else:
        text = threading._format_exc

        def format_exc():
            note("thread", sys.exc_info()[1], thread=threading.current_thread().name)
            return text()
        threading._format_exc = format_exc

    handle_error = logging.Handler.handleError

    def handle_logging_error(handler, record):
        note("logging-error", sys.exc_info()[1])
        handle_error(handler, record)
    logging.Handler.handleError = handle_logging_error

    show = warnings._showwarnmsg_impl

    def show_warning(message):
        warned(message)
        show(message)
    warnings._showwarnmsg_impl = show_warning


def warned(message):
    write({"kind": "warning", "category": message.category.__name__, "file": message.filename, "line": message.lineno,
           "message": str(message.message)})


def capture_warnings():
    """logging.captureWarnings, noted as what they are."""
    logging.captureWarnings(True)
    show = warnings.showwarning

    def showwarning(message, category, filename, lineno, file=None, line=None):
        write({"kind": "warning", "category": category.__name__, "file": filename, "line": lineno, "message": str(message)})
        show(message, category, filename, lineno, file, line)
    warnings.showwarning = showwarning


def main(arguments=None):
    global SHORT_RECORDS, FLAT_RECORDS, SURROGATES
    program, setup, truth = arguments or sys.argv[1:4]
    install(truth)
    SHORT_RECORDS = setup in setups.SHORT_TYPES
    FLAT_RECORDS = setup in setups.FLAT
    if issubclass(setups.CLASSES.get(setup, object), setups.Json):
        SURROGATES = "surrogatepass"
    setups.configure(setup, Recorder())
    module, function = program.rsplit(".", 1)
    run = getattr(importlib.import_module(module if "." in module else "depot." + module), function)
    run()


if __name__ == "__main__":
    sys.modules["harness"] = sys.modules["__main__"]
    main()
