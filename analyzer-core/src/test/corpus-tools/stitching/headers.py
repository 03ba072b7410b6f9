"""How the programs' records look: with the task's name in many places, without it, or with a request id instead."""
import asyncio
import logging
import os

from setups import Base, Json, iso, stamp

TEXT = {  # name: (format, date format); the names that begin with "std" or "request" tell no task
    "task": ("%(asctime)s %(levelname)-8s [%(process)d:%(threadName)s:%(taskName)s] %(name)s: %(message)s", None),
    "task-key": ("%(asctime)s %(levelname)s %(name)s task=%(taskName)s pid=%(process)d %(message)s", None),
    "task-key-first": ("%(asctime)s level=%(levelname)s task=%(taskName)s logger=%(name)s %(message)s", None),
    "task-parens": ("%(asctime)s - %(name)s - %(levelname)s - (%(taskName)s) %(message)s", None),
    "task-parens-glued": ("%(levelname)s [%(asctime)s] %(name)s(%(taskName)s): %(message)s", None),
    "task-first": ("[%(taskName)s] %(asctime)s %(levelname)s %(name)s: %(message)s", None),
    "task-bracket": ("%(levelname).1s %(asctime)s [%(taskName)s] %(name)s %(message)s", None),
    "task-bracket-late": ("%(asctime)s.%(msecs)03dZ %(levelname)-7s %(name)s [%(taskName)s] %(message)s", "%Y-%m-%dT%H:%M:%S"),
    "task-angle": ("%(asctime)s <%(taskName)s> %(levelname)s %(name)s :: %(message)s", None),
    "task-dash": ("%(asctime)s - %(process)d - %(taskName)s - %(name)s - %(levelname)s - %(message)s", None),
    "task-gunicorn": ("[%(asctime)s] [%(process)d] [%(levelname)s] [%(taskName)s] [%(name)s] %(message)s",
                      "%Y-%m-%d %H:%M:%S +0000"),
    "task-padded": ("%(asctime)s %(levelname)-8s %(taskName)-16s %(name)s: %(message)s", None),
    "task-last": ("%(asctime)s %(levelname)s %(name)s: %(message)s task=%(taskName)s", None),
    "std": ("%(asctime)s %(levelname)s %(name)s: %(message)s", None),
    "std-dash": ("%(asctime)s - %(name)s - %(levelname)s - %(message)s", None),
    "std-pid": ("%(asctime)s [%(process)d] %(levelname)s %(name)s: %(message)s", None),
    "std-bracket": ("[%(asctime)s] %(levelname)s in %(name)s: %(message)s", None),
    "request": ("%(asctime)s %(levelname)s [%(request_id)s] %(name)s: %(message)s", None),
    "request-key": ("%(asctime)s %(levelname)-5s %(name)s request_id=%(request_id)s %(message)s", None),
}


class Loguru(Base):
    def header(self, r):
        return "%s | %-8s | %s | %s:%s:%d - " % (stamp(r), r.levelname, r.taskName, r.name, r.funcName, r.lineno)


class LoguruLate(Base):
    def header(self, r):
        return "%s | %-8s | %s:%s:%d | %s | " % (stamp(r), r.levelname, r.name, r.funcName, r.lineno, r.taskName)


class Console(Base):
    """As structlog's console renderer: what is bound stands after the event."""

    def header(self, r):
        return "%sZ [%-8s] " % (stamp(r), r.levelname.lower())

    def formatMessage(self, r):
        return "%s%-40s [%s] task=%s" % (self.header(r), r.message, r.name, r.taskName)


class TaskName(Json):
    """As python-json-logger writes it."""

    def fields(self, r):
        return {"asctime": stamp(r, ","), "levelname": r.levelname, "name": r.name, "message": r.getMessage(),
                "taskName": r.taskName,
                "exc_info": self.exception(r)}


class Task(Json):
    def fields(self, r):
        return {"ts": r.created, "level": r.levelname.lower(), "logger": r.name, "pid": r.process, "task": r.taskName,
                "msg": r.getMessage(), "exc_info": self.exception(r)}


class AsyncioTask(Json):
    def fields(self, r):
        return {"timestamp": iso(r), "severity": r.levelname, "logger": r.name, "asyncio_task": r.taskName,
                "message": r.getMessage(),
                "stack_trace": self.exception(r)}


class Extra(Json):
    def fields(self, r):
        return {"@timestamp": iso(r), "level": r.levelname, "logger_name": r.name, "message": r.getMessage(),
                "extra": {"task_name": r.taskName, "thread": r.threadName}, "exception": self.exception(r)}


class Context(Json):
    def fields(self, r):
        return {"time": iso(r), "level": r.levelname, "name": r.name, "context": {"host": host(), "task": r.taskName},
                "message": r.getMessage(), "exc_info": self.exception(r)}


class Host(Json):
    def fields(self, r):
        return {"timestamp": iso(r), "host": host(), "process": r.process, "level": r.levelname, "logger": r.name,
                "taskName": r.taskName,
                "message": r.getMessage(), "exc_info": self.exception(r)}


class Structlog(Json):
    def fields(self, r):
        return {"task": r.taskName, "event": r.getMessage(), "logger": r.name, "level": r.levelname.lower(), "timestamp": iso(r),
                "exception": self.exception(r)}


class Request(Json):
    def fields(self, r):
        return {"timestamp": iso(r), "level": r.levelname, "logger": r.name, "request_id": r.request_id,
                "message": r.getMessage(),
                "exc_info": self.exception(r)}


class Plain(Json):
    def fields(self, r):
        return {"timestamp": iso(r), "level": r.levelname, "logger": r.name, "message": r.getMessage(),
                "exc_info": self.exception(r)}


CLASSES = {"task-loguru": Loguru, "task-loguru-late": LoguruLate, "task-console": Console, "json-taskname": TaskName,
           "json-task": Task,
           "json-asyncio-task": AsyncioTask, "json-extra": Extra, "json-context": Context, "json-host": Host,
           "json-structlog": Structlog, "json-request": Request, "json-std": Plain}


def named(header):
    return not header.startswith(("std", "request", "json-request", "json-std"))


def host():
    return os.environ.get("HOSTNAME", "app-1")


def fill(record, absent):
    """What the format needs; from 3.12 on logging itself knows the task, and writes None where there is none."""
    if not hasattr(record, "taskName"):
        try:
            record.taskName = asyncio.current_task().get_name()
        except (RuntimeError, AttributeError):
            record.taskName = absent
    if not hasattr(record, "request_id"):
        record.request_id = "-"
    return True


def handler(target, header):
    as_json = issubclass(CLASSES.get(header, Base), Json)
    target.addFilter(lambda record: fill(record, None if as_json else "-"))
    target.setFormatter(logging.Formatter(*TEXT[header]) if header in TEXT else CLASSES[header]())
    return target
