"""Says in each log record which asyncio task wrote it, so that failures can be stitched to the task that caused them.

One file without dependencies, for CPython 3.8 and later: copy it beside your code. Two lines are enough:

    tracestitch_context.configure()                 # where logging is set up
    tracestitch_context.install_task_factory()      # first in main()

The parts can be used alone: TaskContextFilter with handlers of your own, JsonFormatter, FORMAT, set_request_id, use_request_id.
"""
from __future__ import annotations

import asyncio
import contextvars
import itertools
import json
import logging
import os
import sys
import weakref
from contextlib import contextmanager
from datetime import datetime, timezone
from threading import get_ident
from types import FrameType
from typing import TYPE_CHECKING, Any, Callable, Dict, FrozenSet, Iterator, MutableMapping, Optional, TextIO, Tuple, Union

if TYPE_CHECKING:
    _Task = asyncio.Task[Any]
    _Token = contextvars.Token[Optional[str]]
else:  # not subscriptable before 3.9
    _Task = asyncio.Task
    _Token = contextvars.Token

__all__ = ["FORMAT", "FORMAT_WITH_IDS", "JsonFormatter", "TaskContextFilter", "configure", "install_task_factory", "request_id",
           "set_request_id", "use_request_id"]

FORMAT = "%(asctime)s %(levelname)-8s [%(process)d:%(threadName)s:%(taskName)s] %(name)s: %(message)s"
"""Format of text logs, for handlers that have a TaskContextFilter."""

FORMAT_WITH_IDS = ("%(asctime)s %(levelname)-8s [%(process)d:%(threadName)s:%(taskName)s] [%(taskId)s %(requestId)s] "
                   "%(name)s: %(message)s")
"""The same with the numbers that tell tasks of one name apart, and the request."""

request_id: contextvars.ContextVar[Optional[str]] = contextvars.ContextVar("tracestitch_request_id", default=None)
"""The request that the running code works for. A task inherits the value that its creator had when it created the task."""


def set_request_id(value: Optional[str]) -> _Token:
    """Sets the request of the running task (or thread), and of the tasks it creates from now on.

    Returns what request_id.reset() takes to undo it.
    """
    return request_id.set(value)


@contextmanager
def use_request_id(value: Optional[str]) -> Iterator[None]:
    """Sets the request for the body of a with statement. Tasks created in the body keep it when the body has ended."""
    before = request_id.get()
    request_id.set(value)
    try:
        yield
    finally:
        request_id.set(before)


# ---- this process

_pid = 0
_process_start = ""
_fork_tasks: FrozenSet[int] = frozenset()  # id() of the tasks that ran when this process was forked; they run in its parent
_sites: Dict[Tuple[str, str, Optional[int]], object] = {}


def _process_started() -> None:
    global _pid, _process_start, _fork_tasks
    _pid = os.getpid()
    _process_start = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    _sites.clear()
    if sys.version_info < (3, 12):
        _fork_tasks = frozenset(map(id, _current_tasks.values()))


# ---- the running task

if sys.version_info >= (3, 12):
    def _running_task() -> Optional[_Task]:
        loop = asyncio._get_running_loop()
        return None if loop is None else asyncio.current_task(loop)
else:
    _current_tasks: Dict[Any, _Task] = asyncio.tasks._current_tasks
    _MAX_LOOPS = 4

    def _running_task() -> Optional[_Task]:
        # Before 3.12 asyncio makes a system call, getpid(), to say which loop is running. That can cost more than all else here.
        running = list(_current_tasks.items())
        if not running:
            return None
        thread = get_ident()
        if len(running) <= _MAX_LOOPS:
            for loop, task in running:
                owner = getattr(loop, "_thread_id", 0)
                if owner == thread:
                    return None if id(task) in _fork_tasks else task
                if owner == 0:  # a loop of another make
                    break
            else:
                return None
        loop = asyncio._get_running_loop()
        return None if loop is None else _current_tasks.get(loop)


_process_started()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_process_started)

# ---- what is known of a task: its number, and the name of the task that created it

_Mark = Tuple[int, Optional[str]]
_numbers = itertools.count(1)
_marks: MutableMapping[Any, _Mark] = weakref.WeakKeyDictionary()  # of those few kinds of task that take no attribute
_being_created: Dict[int, _Mark] = {}  # by id(coroutine): an eager task runs, and logs, before its factory has it in hand


def _get_mark(task: Any) -> Optional[_Mark]:
    mark: Optional[_Mark] = getattr(task, "_tracestitch", None)
    return _marks.get(task) if mark is None and _marks else mark


def _set_mark(task: Any, mark: _Mark) -> _Mark:
    try:
        task._tracestitch = mark
    except AttributeError:
        try:
            _marks[task] = mark
        except TypeError:  # nor a weak reference: it stays unknown
            pass
    return mark


def _mark_running(task: Any) -> _Mark:
    """The mark of a task that is running; it gets one if no factory of ours has made it, or if it is being made right now."""
    mark = _get_mark(task)
    if mark is None:
        mark = _being_created.get(id(getattr(task, "_coro", None))) or (next(_numbers), None)
        _set_mark(task, mark)
    return mark


def _get_name(task: Any) -> Optional[str]:
    try:
        name: str = task.get_name()
        return name
    except Exception:  # before 3.8 tasks have no names; those of other makes may do anything
        return None


# ---- records

_ADDED = ("taskId", "parentTask", "requestId", "failedTaskId", "processStart")
_ATTRIBUTES = frozenset(_ADDED + ("taskName",))


class TaskContextFilter(logging.Filter):
    """Lets every record pass, and adds the attributes below where they are missing. It never raises.

    taskName      name of the running task (CPython 3.12 and later set it themselves)
    taskId        number of that task, unique in this process; numbers are not used again, as id() is
    parentTask    name of the task that created it, if install_task_factory() saw that
    requestId     value of request_id
    failedTaskId  in reports of the loop's exception handler ("Task exception was never retrieved"): taskId of the task that the
                  report is about. Its taskName and taskId are those of whichever task was running when the report was made.
                  The requestId of such a report is that of the failed task, or None before CPython 3.12.
    processStart  when this process began to log: tells processes of one pid apart

    What is not known is None, so that format strings can name all of them. Belongs on handlers (or on the logger that is
    called), on the side where records are made: with queues on the QueueHandler, not behind the QueueListener.
    """

    def __init__(self) -> None:
        super().__init__()

    def filter(self, record: logging.LogRecord) -> bool:
        """Completes the record."""
        fields = record.__dict__
        given = None
        if not fields.keys().isdisjoint(_ADDED):
            if fields.keys() >= _ATTRIBUTES:  # a filter on another handler was here
                return True
            given = {key: fields[key] for key in _ADDED if key in fields}  # by extra=
        try:
            _describe(record, fields)
        except Exception:  # a record must not be lost, nor its writer disturbed, because of what cannot be found out
            fields.setdefault("taskName", None)
            fields.update(dict.fromkeys(_ADDED))
        if given:
            fields.update(given)
        return True


def _describe(record: logging.LogRecord, fields: Dict[str, Any]) -> None:
    name = fields.get("taskName")
    number = parent = request = failed = None
    if record.thread == get_ident() or record.thread is None:  # else a queue has brought it here
        task = _running_task()
        if task is not None:
            number, parent = getattr(task, "_tracestitch", None) or _mark_running(task)
            if name is None:
                name = _get_name(task)
        report = None if record.levelno < logging.WARNING else _find_report(sys._getframe(2))
        if report is None:
            request = request_id.get()
        else:
            mark = _get_mark(report)
            failed = None if mark is None else mark[0]
            request = _request_of(report)
    fields["taskName"] = name
    fields["taskId"] = number
    fields["parentTask"] = parent
    fields["requestId"] = request
    fields["failedTaskId"] = failed
    fields["processStart"] = _process_start if record.process == _pid or record.process is None else None


_STACK_LIMIT = 16  # frames between a handler's filter and the loop, through logging and the application's exception handler
_CALL_EXCEPTION_HANDLER = asyncio.BaseEventLoop.call_exception_handler.__code__


def _find_report(frame: Optional[FrameType]) -> Optional[asyncio.Future]:  # type: ignore[type-arg]
    """The task or future that the loop's exception handler is reporting further up the stack.

    The report has no other exact link to its task: a task that waits for a failed one fails with the same exception object, and
    names are not unique. The frame is looked at and not kept, and nothing is asked of the task that would mark its exception as
    retrieved.
    """
    for _ in range(_STACK_LIMIT):
        if frame is None:
            return None
        code = frame.f_code
        if code is _CALL_EXCEPTION_HANDLER or code is _RELAY:
            context = frame.f_locals["context"]
            task = context.get("task")
            return context.get("future") if task is None else task
        frame = frame.f_back
    return None


def _request_of(task: Any) -> Optional[str]:
    get_context: Optional[Callable[[], contextvars.Context]] = getattr(task, "get_context", None)  # tasks since 3.12
    return None if get_context is None else get_context().get(request_id)


def _make_relay(handler: Optional[Callable[..., object]]) -> Callable[..., object]:
    """Exception handler for loops that are not written in Python, as uvloop's: it has a frame that _find_report sees."""

    def relay(loop: asyncio.AbstractEventLoop, context: Dict[str, Any]) -> None:
        if handler is None:
            loop.default_exception_handler(context)
        else:
            handler(loop, context)

    return relay


_RELAY = _make_relay(None).__code__

# ---- tasks

_MAX_SITES = 4096
_MAX_FACTORIES = 4  # how many frames of other factories around this one are looked through
_tasks_logger = logging.getLogger("tracestitch.tasks")
_FILE = _RELAY.co_filename
_BASE_EVENTS = asyncio.BaseEventLoop.create_task.__code__.co_filename
_RUNNERS = asyncio.run.__code__.co_filename
_PLUMBING = frozenset([_FILE] + [
    _BASE_EVENTS[:-len(os.path.basename(_BASE_EVENTS))] + name.partition(".")[2] + ".py"
    for name in list(sys.modules) if name.startswith("asyncio.")])
_CREATE_TASK = asyncio.BaseEventLoop.create_task.__code__
_HANDLE_RUN = asyncio.Handle._run.__code__  # type: ignore[attr-defined]


def install_task_factory(loop: Optional[asyncio.AbstractEventLoop] = None, *, log_sites: bool = True) -> None:
    """Lets a loop number its tasks and remember who created them; without argument the running loop.

    Call it first in the coroutine that asyncio.run() is given, or hand it the loop that a Runner's loop_factory makes. A factory
    that the loop has already (asyncio.eager_task_factory for instance) goes on making the tasks: install that one first.

    Each place that creates tasks is logged once, by the logger tracestitch.tasks at level INFO:
    task created: coro=QUALNAME at FILE:LINE in FUNCTION
    """
    if loop is None:
        loop = asyncio.get_running_loop()
    existing = loop.get_task_factory()
    if not hasattr(existing, "_tracestitch"):
        loop.set_task_factory(_make_factory(existing, log_sites))
    handler = loop.get_exception_handler()
    if not isinstance(loop, asyncio.BaseEventLoop) and getattr(handler, "__code__", None) is not _RELAY:
        loop.set_exception_handler(_make_relay(handler))


class _NamedTask(asyncio.Task):  # type: ignore[type-arg]
    """CPython 3.13 gives tasks that a factory makes the name "None" if they were given no name (python/cpython#130033)."""

    __slots__ = ("_tracestitch",)

    def set_name(self, value: object) -> None:
        if value is not None:
            super().set_name(value)


_NamedTask.__name__ = "Task"  # as it is printed


def _make_factory(other: Optional[Callable[..., _Task]], log_sites: bool) -> Callable[..., _Task]:
    task_type: Any = _NamedTask if sys.version_info[:2] == (3, 13) else asyncio.Task

    def make(loop: asyncio.AbstractEventLoop, coro: Any, **options: Any) -> _Task:
        task: _Task = task_type(coro, loop=loop, **options)
        return task

    # The keyword arguments differ from version to version: context since 3.11; name, eager_start and all others since 3.13.3.
    def factory(loop: asyncio.AbstractEventLoop, coro: Any, **options: Any) -> _Task:
        creator = _running_task()
        mark = (next(_numbers), None if creator is None else _get_name(creator))
        if log_sites and _tasks_logger.isEnabledFor(logging.INFO):
            _log_site(coro, sys._getframe(1))
        if other is None and "eager_start" not in options:
            task = task_type(coro, loop=loop, **options)
            _set_mark(task, mark)
        else:
            task = _make_eager(other or make, loop, coro, options, mark)
        try:
            stack = getattr(task, "_source_traceback", None)
            if stack:
                _hide_factory(stack)
            return task
        finally:
            del task, creator  # see _make_eager

    factory._tracestitch = True  # type: ignore[attr-defined]
    return factory


def _make_eager(make: Callable[..., _Task], loop: asyncio.AbstractEventLoop, coro: Any, options: Dict[str, Any],
                mark: _Mark) -> _Task:
    """Makes a task that may run before it can be marked."""
    _being_created[id(coro)] = mark
    try:
        task = make(loop, coro, **options)
    finally:
        _being_created.pop(id(coro), None)
    try:
        given = _get_mark(task)
        if given is None:
            _set_mark(task, mark)
        elif given[1] is None:  # it logged, but could not be recognised: the other factory wrapped its coroutine
            _set_mark(task, (given[0], mark[1]))
        return task
    finally:
        # The traceback of an eager task that failed leads to this frame: a reference back would be a cycle, and delay its report.
        del task


def _hide_factory(stack: Any) -> None:
    """Debug mode prints the last frame as the place where a task was created; the loop itself takes off one frame, its own."""
    stack[:] = [frame for frame in stack if frame.filename != _FILE]
    if stack and stack[-1].filename == _BASE_EVENTS:
        del stack[-1]


def _log_site(coro: Any, caller: FrameType) -> None:
    try:
        frame = _find_site(caller)
        code = frame.f_code
        coroutine = getattr(coro, "__qualname__", None) or type(coro).__qualname__
        site = (coroutine, code.co_filename, frame.f_lineno)
        if site in _sites or len(_sites) > _MAX_SITES:
            return
        token = object()
        if _sites.setdefault(site, token) is not token:  # another thread was faster
            return
        if len(_sites) > _MAX_SITES:
            _tasks_logger.info("no further places that create tasks are logged: %d are known", _MAX_SITES)
            return
        _tasks_logger.info("task created: coro=%s at %s:%s in %s", *site, code.co_name)
    except Exception:  # logging is the application's, and so is the coroutine's type; the task must be created all the same
        pass


def _find_site(frame: FrameType) -> FrameType:
    """The application's frame that asked for a task; asyncio's if the loop did it, for a connection of a server for instance."""
    if frame.f_code is not _CREATE_TASK:
        frame = _skip_factories(frame)
    site = frame
    outer: Optional[FrameType] = frame
    while outer is not None:
        code = outer.f_code
        if code.co_filename not in _PLUMBING:
            return outer
        if code is _HANDLE_RUN or code.co_filename == _RUNNERS and asyncio._get_running_loop() is not None:
            break  # above is who runs the loop
        site = outer
        outer = outer.f_back
    return site


def _skip_factories(frame: FrameType) -> FrameType:
    """The frame of the loop's create_task, which has called factories that were put around this one; not all loops have one."""
    inner: Optional[FrameType] = frame
    for _ in range(_MAX_FACTORIES):
        if inner is None:
            break
        if inner.f_code is _CREATE_TASK:
            return inner
        inner = inner.f_back
    return frame


# ---- output

_STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """Formats a record as one line of JSON. What a record lacks is left out, and it never raises.

    Keys: timestamp (RFC 3339, UTC), level, logger, message, process, processName, threadName, those of TaskContextFilter,
    exc_info (the traceback as text), stack_info, and what the call gave as extra, unless it has the name of one of these.
    Values that JSON does not know are written as their repr().
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        given = record.__dict__
        fields: Dict[Any, Any] = {
            "timestamp": _attempt(_rfc3339, given.get("created")),
            "level": given.get("levelname"),
            "logger": given.get("name"),
            "message": _message(record),
            "process": given.get("process"),
            "processName": given.get("processName"),
            "threadName": given.get("threadName"),
            "taskName": given.get("taskName"),
            "taskId": given.get("taskId"),
            "parentTask": given.get("parentTask"),
            "requestId": given.get("requestId"),
            "failedTaskId": given.get("failedTaskId"),
            "processStart": given.get("processStart"),
            "exc_info": self._exception(given),
            "stack_info": given.get("stack_info"),
        }
        for key, value in list(given.items()):
            if key not in _STANDARD and key not in fields:
                fields[key] = value
        fields = {key: value for key, value in fields.items() if value is not None}
        try:
            return _encoder.encode(fields)
        except Exception:  # keys that are no strings, NaN, a cycle, more nesting than the stack has room for
            return _encoder.encode(_plain(fields, 0))

    def _exception(self, given: Dict[str, Any]) -> Optional[str]:
        exception = given.get("exc_info")
        if not given.get("exc_text") and isinstance(exception, tuple) and exception[0] is not None:
            given["exc_text"] = _attempt(self.formatException, exception) or _text(exception[1])  # as logging.Formatter does
        text: Optional[str] = given.get("exc_text")
        return text


def _attempt(function: Callable[[Any], Any], value: Any) -> Any:
    try:
        return function(value)
    except Exception:
        return None


def _rfc3339(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # arguments that do not fit, or that cannot be printed: what was meant can still be read
        template = record.msg if isinstance(record.msg, str) else _text(record.msg)
        return "%s %s" % (template, _text(record.args))


def _text(value: object) -> str:
    try:
        return repr(value)
    except Exception:
        if isinstance(value, tuple):
            return "(%s)" % ", ".join(_text(item) for item in value)
        return "<%s object that cannot be printed>" % type(value).__name__


_encoder = json.JSONEncoder(allow_nan=False, default=_text)  # escapes all but ASCII, and so lone surrogates
_MAX_NESTING = 8


def _plain(value: Any, depth: int) -> Any:
    """The same of types that JSON knows."""
    try:
        if isinstance(value, dict) and depth < _MAX_NESTING:
            return {key if isinstance(key, str) else _text(key): _plain(item, depth + 1) for key, item in value.items()}
        if isinstance(value, (list, tuple)) and depth < _MAX_NESTING:
            return [_plain(item, depth + 1) for item in value]
        _encoder.encode(value)
        return value
    except Exception:
        return _text(value)


def configure(format: str = "json", *, level: Union[int, str] = logging.INFO, stream: Optional[TextIO] = None,
              logger: Optional[logging.Logger] = None, force: bool = False) -> logging.Handler:
    """Lets a logger, by default the root, write to a stream, by default standard error, with all that this module adds.

    format is "json", "text" (FORMAT), or a %-style format string. Called again it replaces what it did before. Other handlers
    of the logger stay, unless force is true. Returns the handler.
    """
    if format == "json":
        formatter: logging.Formatter = JsonFormatter()
    elif format == "text":
        formatter = logging.Formatter(FORMAT)
    elif "%(" in format:
        formatter = logging.Formatter(format)
    else:
        raise ValueError('format must be "json", "text" or a %%-style format string, not %r' % format)
    handler = logging.StreamHandler(stream)
    handler.set_name("tracestitch")
    handler.addFilter(TaskContextFilter())
    handler.setFormatter(formatter)
    target = logging.getLogger() if logger is None else logger
    for other in list(target.handlers):
        if force or other.get_name() == "tracestitch":
            target.removeHandler(other)
    target.addHandler(handler)
    target.setLevel(level)
    return handler
