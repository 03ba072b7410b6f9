"""More logging set-ups as projects have them (Python 3.6 and later); importing this adds them to setups."""
import json
import time
import traceback

import setups
from setups import Base, Json, iso, stamp

setups.TEXT.update({
    "bars-line": ("%(asctime)s | %(levelname)s | %(name)s:%(lineno)d | %(message)s", None),
    "daphne": ("%(asctime)-15s %(levelname)-8s %(message)s", None),
    "rq": ("%(asctime)s %(message)s", "%H:%M:%S"),
    "discord": ("[%(asctime)s] [%(levelname)-8s] %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S"),
    "dask": ("%(asctime)s - %(name)s - %(levelname)s - %(message)s", None),
    "oslo-context": ("%(asctime)s.%(msecs)03d %(process)d %(levelname)s %(name)s [None req-3f1c0a9e-1d2b-4f77-8c11-5a0f1b2c3d4e admin demo - - default default] %(message)s",
                     "%Y-%m-%d %H:%M:%S"),
    "epoch-ms": ("%(created).3f [%(levelname)s] %(name)s: %(message)s", None),
    "epoch-s": ("%(asctime)s %(levelname)s %(message)s", "%s"),
    "day-month-name": ("%(asctime)s.%(msecs)03d %(levelname)s [%(threadName)s] %(name)s %(message)s", "%d-%b-%Y %H:%M:%S"),
    "day-points": ("%(asctime)s [%(levelname)s] %(message)s", "%d.%m.%Y %H:%M:%S"),
    "day-slashes": ("%(asctime)s %(levelname)s (%(name)s) %(message)s", "%d/%m/%Y %H:%M:%S"),
    "month-slashes": ("%(asctime)s - %(levelname)s - %(message)s", "%m/%d/%y %H:%M:%S"),
    "day-month-words": ("%(asctime)s, %(levelname)s, %(name)s: %(message)s", "%d %B %Y %H:%M:%S"),
    "twelve-hours": ("%(asctime)s %(levelname)s:%(name)s:%(message)s", "%I:%M:%S %p"),
    "kivy": ("[%(levelname)-7s] [%(name)-12s] %(message)s", None),
    "level-bars": ("%(levelname)s | %(name)s | %(message)s", None),
    "level-dash": ("%(levelname)s - %(message)s", None),
    "stars": ("*** %(levelname)s %(name)s: %(message)s", None),
    "name-bracket-level": ("%(name)s[%(levelname)s]: %(message)s", None),
    "name-pid": ("%(name)s[%(process)d]: %(levelname)s %(message)s", None),
    "salt": ("%(asctime)s,%(msecs)03d [%(name)-17s:%(lineno)-4d][%(levelname)-8s][%(process)d] %(message)s", "%Y-%m-%d %H:%M:%S"),
    "prefect": ("%(asctime)s.%(msecs)03d | %(levelname)-7s | Flow run 'amber-lynx' - %(message)s", "%H:%M:%S"),
    "dagster": ("%(asctime)s +0000 - dagster - %(levelname)s - nightly - 6f1d2c3b-9a8e-4c4b-8f61-1b2c3d4e5f60 - %(process)d - %(message)s", "%Y-%m-%d %H:%M:%S"),
    "locust": ("[%(asctime)s] node-b17/%(levelname)s/%(name)s: %(message)s", None),
    "synapse": ("%(asctime)s - %(name)s - %(lineno)d - %(levelname)s - GET-17 - %(message)s", None),
    "pyramid": ("%(asctime)s %(levelname)-5.5s [%(name)s:%(lineno)s][%(threadName)s] %(message)s", None),
    "supervisor": ("%(asctime)s %(levelname).4s %(message)s", None),
    "azure": ("[%(asctime)s.%(msecs)03dZ] %(message)s", "%Y-%m-%dT%H:%M:%S"),
    "thread-hex": ("%(asctime)s [%(process)d:%(thread)x] %(levelname)s %(module)s.%(funcName)s - %(message)s", None),
    "process-name": ("[%(asctime)s][%(processName)s/%(process)d][%(levelname)s] %(message)s", None),
    "location-first": ("%(filename)s:%(lineno)d [%(levelname)s] %(message)s", None),
    "location-last": ("%(asctime)s %(levelname)s: %(message)s [in %(pathname)s:%(lineno)d]", None),
    "ansi-level": ("\x1b[1;31m%(levelname)s\x1b[0m \x1b[2m%(name)s\x1b[0m %(message)s", None),
    "braces": ("{%(asctime)s} {%(levelname)s} {%(name)s} %(message)s", None),
    "angles": ("<%(asctime)s> <%(levelname)s> <%(name)s> %(message)s", None),
    "double-colon": ("%(asctime)s::%(levelname)s::%(name)s::%(message)s", None),
    "slash": ("%(levelname)s/%(name)s: %(message)s", None),
    "at-time": ("%(levelname)s @ %(asctime)s : %(message)s", None),
    "iso-basic": ("%(asctime)s.%(msecs)03dZ\t%(levelname)s\t%(process)d\t%(name)s\t%(message)s", "%Y-%m-%dT%H:%M:%S"),
    "week-day": ("%(asctime)s %(levelname)s %(name)s %(message)s", "%a, %d %b %Y %H:%M:%S +0000"),
    "year-slash": ("%(asctime)s.%(msecs)03d [%(levelname)s] %(message)s", "%Y/%m/%d %H:%M:%S"),
    "hyphen-date": ("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%d_%H-%M-%S"),
    "quoted": ('time="%(asctime)s" level=%(levelname)s logger=%(name)s %(message)s', "%Y-%m-%dT%H:%M:%SZ"),
    "task-brackets": ("%(asctime)s [%(levelname)s] [%(taskName)s] %(name)s: %(message)s", None),
    "request-dash": ("%(asctime)s %(levelname)s [-] [c0ffee12] %(name)s: %(message)s", None),
    "trace-ids": ("%(asctime)s %(levelname)s [%(name)s] [%(filename)s:%(lineno)d] [trace_id=0 span_id=0 resource.service.name=sky trace_sampled=False] - %(message)s", None),
    "dd-text": ("%(asctime)s %(levelname)s [%(name)s] [%(filename)s:%(lineno)d] [dd.service=sky dd.env=prod dd.version= dd.trace_id=0 dd.span_id=0] - %(message)s", None),
    "two-lines": ("%(levelname)s %(asctime)s %(name)s\n%(message)s", None),
    "unpadded": ("%(asctime)s.%(msecs)d %(levelname)s %(message)s", "%H:%M:%S"),
    "uvicorn-time": ("%(asctime)s.%(msecs)03d %(levelname)s:     %(message)s", "%Y-%m-%d %H:%M:%S"),
    "host-first": ("node-b17 sky: %(asctime)s %(levelname)s %(message)s", None),
})


class AbslLong(Base):
    def header(self, r):
        return "%s%s.%06d %15d %s:%d] " % (r.levelname[0], time.strftime("%m%d %H:%M:%S", time.gmtime(r.created)), int(r.msecs * 1000), r.thread, r.filename, r.lineno)


class OsloPrefix(Base):
    """oslo.log's logging_exception_prefix: the traceback's lines have a header of their own."""

    def header(self, r):
        return "%s %d %s %s [-] " % (stamp(r), r.process, r.levelname, r.name)

    def formatException(self, info):
        r = self.record
        return "\n".join("%s %d ERROR %s %s" % (stamp(r), r.process, r.name, s) for s in super().formatException(info).split("\n"))

    def format(self, record):
        self.record = record
        return super().format(record)


class CeleryWorker(Base):
    def header(self, r):
        return "[%s: %s/MainProcess] " % (stamp(r, ","), r.levelname)


class StructlogColumns(Base):
    """structlog's console renderer: padded event, the traceback below."""

    def header(self, r):
        return "%s [%-8s] " % (iso(r), r.levelname.lower())

    def formatMessage(self, r):
        return self.header(r) + r.message + " " * max(0, 30 - len(r.message)) + " [%s] run=17" % r.name


class KeyValue(Base):
    """structlog's key-value renderer, the traceback below."""

    def formatMessage(self, r):
        return "timestamp=%r level=%r event=%r logger=%r" % (iso(r), r.levelname.lower(), r.message, r.name)


class LowerShort(Base):
    def header(self, r):
        return "%s %s %s: " % (stamp(r), {"INFO": "inf", "WARNING": "wrn", "ERROR": "err", "CRITICAL": "crt"}.get(r.levelname, "dbg"), r.name)


class Lower(Base):
    def header(self, r):
        return "%s: %s: " % (r.levelname.lower(), r.name)


class Ruled(Base):
    """Zope: a rule before each record."""

    def header(self, r):
        return "------\n%s %s %s " % (stamp(r).replace(" ", "T")[:19], r.levelname, r.name)


class LambdaStart(Base):
    def header(self, r):
        return "[%s]\t%s\tc0ffee12-50c4-4e5a-9f5e-0a6d1c2b3d4e\t" % (r.levelname, iso(r))

    def format(self, record):
        return super().format(record) + "\n"


class TrailingBlank(Base):
    """A blank line after each traceback."""

    def header(self, r):
        return "%s %s %s - " % (stamp(r, ","), r.levelname, r.name)

    def formatException(self, info):
        return super().formatException(info) + "\n"


class DashedRule(Base):
    """Flask's and Sanic's debug habit: rules around the traceback."""

    def header(self, r):
        return "[%s] %s in %s: " % (stamp(r, ","), r.levelname, r.module)

    def formatException(self, info):
        return "-" * 80 + "\n" + super().formatException(info) + "\n" + "-" * 80


class RenamedJson(Json):
    def fields(self, r):
        return {"ts": r.created, "lvl": r.levelname, "log": r.name, "msg": r.getMessage(), "exc": self.exception(r), "pid": r.process, "src": "%s:%d" % (r.filename, r.lineno)}


class BunyanJson(Json):
    def fields(self, r):
        out = {"name": r.name, "hostname": "node-b17", "pid": r.process, "level": {"INFO": 30, "WARNING": 40}.get(r.levelname, 50), "msg": r.getMessage(), "time": iso(r), "v": 0}
        if r.exc_info and r.exc_info[0]:
            out["err"] = {"name": r.exc_info[0].__name__, "message": str(r.exc_info[1]), "stack": self.exception(r)}
        return out


class Powertools(Json):
    def fields(self, r):
        out = {"level": r.levelname, "location": "%s:%d" % (r.funcName, r.lineno), "message": r.getMessage(), "timestamp": stamp(r, ",") + "+0000", "service": "sky",
               "cold_start": True, "function_name": "f", "function_request_id": "c0ffee12", "logger": r.name}
        if r.exc_info and r.exc_info[0]:
            out.update(exception=self.exception(r), exception_name=r.exc_info[0].__name__)
        return out


class NestedJson(Json):
    def fields(self, r):
        return {"time": iso(r), "data": {"level": r.levelname, "logger": r.name, "message": r.getMessage(), "error": {"traceback": self.exception(r)} if self.exception(r) else None}}


class LinesJson(Json):
    """The traceback as a list of lines."""

    def fields(self, r):
        text = self.exception(r)
        return {"asctime": stamp(r, ","), "levelname": r.levelname, "name": r.name, "message": r.getMessage(), "exc_info": text.split("\n") if text else None}


class MessageJson(Json):
    """The whole formatted record in the message."""

    def fields(self, r):
        return {"severity": r.levelname, "time": iso(r), "message": r.getMessage() + ("\n" + self.exception(r) if self.exception(r) else ""), "logger": r.name}


class GelfJson(Json):
    def fields(self, r):
        return {"version": "1.1", "host": "node-b17", "short_message": r.getMessage(), "full_message": r.getMessage() + ("\n" + self.exception(r) if self.exception(r) else ""),
                "timestamp": r.created, "level": 3, "_logger": r.name}


class SanicJson(Json):
    def fields(self, r):
        return {"asctime": stamp(r), "name": r.name, "levelname": r.levelname, "message": r.getMessage(), "exc_info": repr(r.exc_info[1]) if r.exc_info and r.exc_info[0] else None,
                "traceback": "".join(traceback.format_exception(*r.exc_info)) if r.exc_info and r.exc_info[0] else None}


class SpacedJson(Json):
    """JSON in another layout: blanks, letters outside ASCII, sorted keys."""

    def fields(self, r):
        return {"Timestamp": iso(r), "Level": r.levelname.title(), "Logger": r.name, "Message": r.getMessage(), "Exception": self.exception(r)}

    def format(self, r):
        return json.dumps({k: v for k, v in self.fields(r).items() if v is not None}, default=str, ensure_ascii=False, sort_keys=True, separators=(" , ", " : "))


ADDED = {"absl-long": AbslLong, "oslo-prefix": OsloPrefix, "celery-worker": CeleryWorker, "structlog-columns": StructlogColumns, "key-value": KeyValue, "lower-short": LowerShort,
         "lower": Lower, "ruled": Ruled, "lambda-start": LambdaStart, "trailing-blank": TrailingBlank, "dashed-rule": DashedRule, "renamed-json": RenamedJson,
         "bunyan-json": BunyanJson, "powertools": Powertools, "nested-json": NestedJson, "lines-json": LinesJson, "message-json": MessageJson, "gelf-json": GelfJson,
         "sanic-json": SanicJson, "spaced-json": SpacedJson}
setups.CLASSES.update(ADDED)
