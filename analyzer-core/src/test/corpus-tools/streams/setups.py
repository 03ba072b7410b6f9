"""Logging set-ups as services have them (Python 3.6 and later, standard library only)."""
import asyncio
import json
import logging
import os
import sys
import time
import traceback

SHORT_TYPES = {"structlog-dict", "lambda-json"}
FLAT = {"lambda-json"}  # prints the exception raised last and nothing of what it came from
BARE = {"message-only"}  # no header at all: nothing tells a record from a print

TEXT = {  # name: (format, date format, style of milliseconds)
    "message-only": ("%(message)s", None),
    "dashes": ("%(asctime)s - %(name)s - %(levelname)s - %(message)s", None),
    "dashes-file": ("%(asctime)s - %(levelname)s - %(filename)s:%(lineno)d - %(funcName)s - %(message)s", None),
    "brackets": ("[%(asctime)s] [%(levelname)s] [%(name)s:%(lineno)d] %(message)s", None),
    "brackets-point": ("[%(asctime)s.%(msecs)03d][%(levelname)-8s][%(name)s] %(message)s", "%Y-%m-%d %H:%M:%S"),
    "letter": ("%(levelname).1s %(asctime)s %(name)s: %(message)s", None),
    "iso-z": ("%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S"),
    "iso-zone": ("%(asctime)s.%(msecs)03d+01:00 | %(levelname)-8s | %(name)s | %(message)s", "%Y-%m-%dT%H:%M:%S"),
    "epoch": ("%(created)f %(levelname)s %(name)s %(message)s", None),
    "time-only": ("%(asctime)s %(levelname)s %(message)s", "%H:%M:%S"),
    "time-last": ("%(levelname)s: %(message)s", None),
    "us-date": ("%(asctime)s %(levelname)-5s (%(threadName)s) %(message)s", "%m/%d/%Y %I:%M:%S %p"),
    "gunicorn": ("[%(asctime)s] [%(process)d] [%(levelname)s] %(message)s", "%Y-%m-%d %H:%M:%S +0000"),
    "django-verbose": ("%(levelname)s %(asctime)s %(module)s %(process)d %(thread)d %(message)s", None),
    "django-simple": ("%(levelname)s %(message)s", None),
    "django-server": ("[%(asctime)s] %(message)s", "%d/%b/%Y %H:%M:%S"),
    "sanic": ("%(asctime)s [%(process)d] [%(levelname)s] %(message)s", "[%Y-%m-%d %H:%M:%S +0000]"),
    "airflow": ("[%(asctime)s.%(msecs)03d+0000] {%(filename)s:%(lineno)d} %(levelname)s - %(message)s", "%Y-%m-%dT%H:%M:%S"),
    "airflow-old": ("[%(asctime)s] {%(filename)s:%(lineno)d} %(levelname)s - %(message)s", "%Y-%m-%d, %H:%M:%S UTC"),
    "airflow-1": ("[%(asctime)s] {{%(filename)s:%(lineno)d}} %(levelname)s - %(message)s", None),
    "pytest-live": ("%(levelname)-8s %(name)s:%(filename)s:%(lineno)d %(message)s", None),
    "tornado": ("[%(levelname).1s %(asctime)s %(module)s:%(lineno)d] %(message)s", "%y%m%d %H:%M:%S"),
    "jupyter": ("[%(levelname).1s %(asctime)s.%(msecs)03d ServerApp] %(message)s", "%Y-%m-%d %H:%M:%S"),
    "threads": ("%(asctime)s %(processName)s %(threadName)s %(levelname)s %(name)s %(message)s", None),
    "threads-first": ("%(threadName)-22s|%(asctime)s|%(levelname)s|%(message)s", None),
    "task-bar": ("%(asctime)s | %(levelname)s | %(taskName)s | %(name)s | %(message)s", None),
    "task-key": ("%(asctime)s %(levelname)s task=%(taskName)s %(name)s: %(message)s", None),
    "task-last": ("%(levelname)s [%(asctime)s] %(name)s(%(taskName)s) - %(message)s", None),
    "request": ("%(asctime)s %(levelname)s [req-12ab 7f3c] %(name)s %(message)s", None),
    "openstack": ("%(asctime)s.%(msecs)03d %(process)d %(levelname)s %(name)s [-] %(message)s", "%Y-%m-%d %H:%M:%S"),
    "odoo": ("%(asctime)s %(process)d %(levelname)s prod_db %(name)s: %(message)s ", None),
    "scrapy": ("%(asctime)s [%(name)s] %(levelname)s: %(message)s", "%Y-%m-%d %H:%M:%S"),
    "ansible": ("%(asctime)s p=%(process)d u=deploy n=%(name)s | %(message)s", None),
    "path": ("%(pathname)s:%(lineno)d: %(levelname)s: %(message)s", None),
    "colon": ("%(levelname)s:%(asctime)s:%(name)s:%(message)s", None),
    "home": ("%(asctime)s.%(msecs)03d %(levelname)s (%(threadName)s) [%(name)s] %(message)s", "%Y-%m-%d %H:%M:%S"),
    "arrow": ("%(asctime)s >>> %(message)s", "%d.%m.%Y %H:%M:%S"),
    "superset": ("%(asctime)s:%(levelname)s:%(name)s:%(message)s", None),
    "hash": ("#%(levelname)s# %(name)s %(funcName)s() %(message)s", None),
    "comma-names": ("%(asctime)s,%(name)s,%(levelname)s,%(message)s", "%Y-%m-%d %H:%M:%S"),
    "flask": ("[%(asctime)s] %(levelname)s in %(module)s: %(message)s", None),
    "apache-date": ("%(asctime)s %(levelname)s %(name)s: %(message)s", "%d/%b/%Y:%H:%M:%S +0000"),
    "relative": ("%(relativeCreated)6d %(threadName)s %(message)s", None),
    "micro-zone": ("%(asctime)s.%(msecs)06d+0000 %(levelname)s [%(name)s] %(message)s", "%Y-%m-%dT%H:%M:%S"),
    "logback": ("%(asctime)s.%(msecs)03d [%(threadName)s] %(levelname)-5s %(name)s - %(message)s", "%H:%M:%S"),
    "env-logger": ("[%(asctime)sZ %(levelname)s %(name)s] %(message)s", "%Y-%m-%dT%H:%M:%S"),
    "alembic": ("%(levelname)-5.5s [%(name)s] %(message)s", None),
    "tabs": ("%(asctime)s\t%(levelname)s\t%(name)s\t%(message)s", None),
    "semicolons": ("%(asctime)s;%(levelname)s;%(name)s;%(message)s", None),
    "tight-bars": ("%(asctime)s|%(process)d|%(levelname)s|%(name)s|%(message)s", None),
    "name-level": ("%(name)s - %(levelname)s - %(message)s", None),
    "syslog-like": ("%(asctime)s %(levelname)s %(name)s: %(message)s", "%b %d %H:%M:%S"),
    "compact": ("%(asctime)s %(levelname).4s %(name)s %(message)s", "%Y%m%dT%H%M%S"),
    "ctime": ("%(asctime)s | %(levelname)s | %(message)s", "%a %b %d %H:%M:%S %Y"),
    "spring": ("%(asctime)s.%(msecs)03d %(levelname)5s %(process)d --- [%(threadName)15s] %(name)-20s : %(message)s", "%Y-%m-%d %H:%M:%S"),
    "emoji": ("\u274c %(asctime)s %(message)s", "%H:%M:%S"),
    "level-parens": ("(%(levelname)s) %(name)s: %(message)s", None),
    "func": ("%(levelname)s %(funcName)s %(lineno)d %(message)s", None),
    "hex-request": ("%(asctime)s [%(levelname)s] [6f1d2c3b-9a8e-4c4b-8f61-1b2c3d4e5f60] [%(name)s] %(message)s", None),
    "mlflow": ("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y/%m/%d %H:%M:%S"),
}


def stamp(record, point="."):
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(record.created)) + "%s%03d" % (point, record.msecs)


def iso(record):
    return stamp(record).replace(" ", "T") + "Z"


class Base(logging.Formatter):
    """Header of a sub-class, then message and traceback as logging.Formatter lays them out."""

    def header(self, record):
        raise NotImplementedError

    def formatMessage(self, record):
        return self.header(record) + record.message


class Uvicorn(Base):
    def header(self, r):
        return r.levelname + ":" + " " * (9 - len(r.levelname))


class UvicornColor(Base):
    def header(self, r):
        return "\x1b[31m%s\x1b[0m:" % r.levelname + " " * (9 - len(r.levelname))


class Glog(Base):
    def header(self, r):
        return "%s%s.%06d %d %s:%d] " % (r.levelname[0], time.strftime("%m%d %H:%M:%S", time.gmtime(r.created)),
                                       int(r.msecs * 1000), r.process, r.filename, r.lineno)


class Celery(Base):
    def header(self, r):
        return "[%s: %s/ForkPoolWorker-2] depot.tasks.%s[9f3c2c1e-7c1b-4c39-9d0e-1b1c5f0a77aa]: " % (stamp(r, ","), r.levelname, r.funcName)


class Loguru(Base):
    def header(self, r):
        return "%s | %-8s | %s:%s:%d - " % (stamp(r), r.levelname, r.name, r.funcName, r.lineno)


class LoguruMark(Loguru):
    """loguru's own layout of a traceback with backtrace and diagnose: blank lines, the catching frame marked, values below the source."""

    def formatException(self, info):
        out, marked = [], False
        text = super().formatException(info)
        if "\n  | " in text or "\n    | " in text:
            return text
        for s in text.split("\n"):
            if s.startswith('  File "'):
                out.append("")
                if not marked:
                    s, marked = "> " + s[2:], True
                out.append(s)
            elif s.startswith("    ") and s.strip(" ^~") == "":
                continue
            elif s.startswith("    "):
                out.append(s)
                if "(" in s and "raise" not in s:
                    at = " " * (len(s) - len(s.lstrip()))
                    out += [at + "\u2502    \u2514 'A-17'", at + "\u2514 <function %s at 0x7fa8981604a0>" % s.strip().split("(")[0].split()[-1]]
            elif s.startswith("Traceback"):
                marked = False
                out.append(s)
            elif s.endswith("the following exception:") or s.endswith("another exception occurred:"):
                out += ["", s, ""]
            elif s and ": " in s and out and out[-1]:
                out += ["", s]
            else:
                out.append(s)
        return "\n".join(out)


class LoguruColor(Loguru):
    def header(self, r):
        return "\x1b[32m%s\x1b[0m | \x1b[31m\x1b[1m%-8s\x1b[0m | \x1b[36m%s\x1b[0m:\x1b[36m%s\x1b[0m:\x1b[36m%d\x1b[0m - \x1b[31m\x1b[1m" % (
            stamp(r), r.levelname, r.name, r.funcName, r.lineno)

    def formatMessage(self, r):
        return super().formatMessage(r) + "\x1b[0m"


class ColorLog(Base):
    def format(self, record):
        return "\x1b[31m" + super().format(record) + "\x1b[0m"

    def header(self, r):
        return "%s %s%-8s%s %s: " % (stamp(r, ","), "\x1b[1;31m", r.levelname, "\x1b[0m", r.name)


class Coloredlogs(Base):
    def header(self, r):
        return "\x1b[32m%s\x1b[0m \x1b[35mweb-3\x1b[0m \x1b[34m%s[%d]\x1b[0m \x1b[1;31m%s\x1b[0m \x1b[31m" % (
            stamp(r)[:19], r.name, r.process, r.levelname)

    def formatMessage(self, r):
        return super().formatMessage(r) + "\x1b[0m"


class StructlogConsole(Base):
    def header(self, r):
        return "%sZ [%-9s] " % (stamp(r), r.levelname.lower())

    def formatMessage(self, r):
        return self.header(r) + "%-30s" % r.message + " [%s] order_id=17 peer=10.0.0.7" % r.name


class Twisted(Base):
    def header(self, r):
        return "%s+0000 [%s#%s] " % (stamp(r).replace(" ", "T")[:19], r.name, r.levelname.lower())


class TwistedOld(Base):
    """Continued lines are indented by a tab."""

    def header(self, r):
        return "%s+0000 [-] " % stamp(r)[:19]

    def format(self, record):
        return super().format(record).replace("\n", "\n\t")


class LambdaText(Base):
    def header(self, r):
        return "[%s]\t%s\t8d2b1c9e-50c4-4e5a-9f5e-0a6d1c2b3d4e\t" % (r.levelname, iso(r))


class FunctionsHost(Base):
    def header(self, r):
        return "%s  [%s] " % (iso(r), r.levelname.title())


class EveryLine(Base):
    """Repeats the header on every line, as some formatters do (OpenStack's exception prefix, Ray, Dask's)."""

    def header(self, r):
        return "%s %d %s %s " % (stamp(r), r.process, r.levelname, r.name)

    def format(self, record):
        lines = super().format(record).split("\n")
        return "\n".join([lines[0]] + [self.header(record) + s for s in lines[1:]])


class Indented(Base):
    def header(self, r):
        return "%s %s " % (stamp(r), r.levelname)

    def formatException(self, info):
        return "\n".join("    | " + s for s in super().formatException(info).split("\n"))


class IndentedBlank(Base):
    def header(self, r):
        return "%-7s %s " % (r.levelname, stamp(r, ","))

    def formatException(self, info):
        return "\n".join("        " + s for s in super().formatException(info).split("\n"))


class Hash012(Base):
    def header(self, r):
        return "%s: " % r.levelname

    def format(self, record):
        return super().format(record).replace("\n", "#012")


class Escaped(Base):
    def header(self, r):
        return "%s %s %s " % (iso(r), r.levelname, r.name)

    def format(self, record):
        return super().format(record).replace("\\", "\\\\").replace("\n", "\\n")


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


class Logfmt(Base):
    def format(self, r):
        text = "ts=%s level=%s logger=%s msg=%s" % (iso(r), r.levelname.lower(), r.name, quoted(r.getMessage()))
        if r.exc_info and r.exc_info[0]:
            text += " exc_info=" + quoted(self.formatException(r.exc_info))
        return text


class LogfmtOpen(Base):
    """logfmt on the first line, the traceback below as it is."""

    def header(self, r):
        return ""

    def formatMessage(self, r):
        return "time=%s level=%s caller=%s:%d msg=%s" % (iso(r), r.levelname, r.filename, r.lineno, quoted(r.message))


class Json(Base):
    def exception(self, r):
        return self.formatException(r.exc_info) if r.exc_info and r.exc_info[0] else None

    def format(self, r):
        return json.dumps({k: v for k, v in self.fields(r).items() if v is not None}, default=str)


class PythonJson(Json):
    def fields(self, r):
        return {"timestamp": iso(r), "level": r.levelname, "name": r.name, "message": r.getMessage(), "taskName": getattr(r, "taskName", None),
                "exc_info": self.exception(r), "stack_info": r.stack_info}


class Ecs(Json):
    def fields(self, r):
        out = {"@timestamp": iso(r), "log.level": r.levelname.lower(), "message": r.getMessage(), "ecs": {"version": "1.6.0"},
               "log": {"logger": r.name, "origin": {"file": {"line": r.lineno, "name": r.filename}, "function": r.funcName}, "original": r.getMessage()},
               "process": {"name": r.processName, "pid": r.process, "thread": {"id": r.thread, "name": r.threadName}}}
        if r.exc_info and r.exc_info[0]:
            out["error"] = {"type": r.exc_info[0].__name__, "message": str(r.exc_info[1]), "stack_trace": "".join(
                traceback.format_exception(*r.exc_info))}
        return out


class Structlog(Json):
    def fields(self, r):
        return {"order_id": 17, "logger": r.name, "level": r.levelname.lower(), "timestamp": iso(r), "exception": self.exception(r), "event": r.getMessage()}


class StructlogDict(Json):
    def stacks(self, e, tb):
        out, cause = [], False
        while e is not None:
            frames = [{"filename": f.filename, "lineno": f.lineno, "name": f.name, "locals": {"order": "'A-17'"}}
                      for f in traceback.extract_tb(tb if not out else e.__traceback__)]
            group = getattr(e, "exceptions", None) or []
            out.append({"exc_type": type(e).__name__, "exc_value": str(e), "exc_notes": list(getattr(e, "__notes__", [])), "syntax_error": None,
                        "is_cause": cause, "frames": frames, "is_group": bool(group),
                        "exceptions": [self.stacks(x, x.__traceback__) for x in group]})
            if e.__cause__ is not None:
                e, cause = e.__cause__, True
            elif e.__context__ is not None and not e.__suppress_context__:
                e, cause = e.__context__, False
            else:
                e = None
        return out

    def fields(self, r):
        out = {"level": r.levelname.lower(), "timestamp": iso(r), "logger": r.name, "event": r.getMessage()}
        if r.exc_info and r.exc_info[0]:
            out["exception"] = self.stacks(r.exc_info[1], r.exc_info[2])
        return out


class Google(Json):
    def fields(self, r):
        text = r.getMessage() + ("\n" + self.exception(r) if self.exception(r) else "")
        return {"message": text, "severity": r.levelname, "timestamp": {"seconds": int(r.created), "nanos": int(r.msecs * 1000000)},
                "logging.googleapis.com/labels": {"python_logger": r.name}, "thread": r.thread,
                "logging.googleapis.com/sourceLocation": {"line": str(r.lineno), "file": r.pathname, "function": r.funcName}}


class Datadog(Json):
    def fields(self, r):
        out = {"timestamp": iso(r), "status": r.levelname.lower(), "message": r.getMessage(), "logger": {"name": r.name, "thread_name": r.threadName,
               "method_name": r.funcName}, "dd.service": "depot", "dd.env": "prod", "dd.trace_id": "0", "dd.span_id": "0"}
        if r.exc_info and r.exc_info[0]:
            out["error"] = {"kind": r.exc_info[0].__name__, "message": str(r.exc_info[1]), "stack": self.exception(r)}
        return out


class LoguruJson(Json):
    def fields(self, r):
        head = "%s | %-8s | %s:%s:%d - %s\n" % (stamp(r), r.levelname, r.name, r.funcName, r.lineno, r.getMessage())
        e = r.exc_info and r.exc_info[1]
        return {"text": head + (self.exception(r) + "\n" if e else ""), "record": {
            "elapsed": {"repr": "0:00:00.123456", "seconds": 0.123456}, "exception": {"type": type(e).__name__, "value": str(e), "traceback": True} if e else None,
            "extra": {}, "file": {"name": r.filename, "path": r.pathname}, "function": r.funcName, "level": {"icon": "\u274c", "name": r.levelname, "no": r.levelno},
            "line": r.lineno, "message": r.getMessage(), "module": r.module, "name": r.name, "process": {"id": r.process, "name": r.processName},
            "thread": {"id": r.thread, "name": r.threadName}, "time": {"repr": stamp(r) + "+00:00", "timestamp": r.created}}}


class Logstash(Json):
    def fields(self, r):
        return {"@timestamp": iso(r), "@version": "1", "message": r.getMessage(), "host": "web-3", "path": r.pathname, "tags": [], "type": "logstash",
                "level": r.levelname, "logger_name": r.name, "thread_name": r.threadName, "stack_trace": self.exception(r)}


class LambdaJson(Json):
    def fields(self, r):
        out = {"timestamp": iso(r), "level": r.levelname, "message": r.getMessage(), "logger": r.name, "requestId": "8d2b1c9e-50c4-4e5a-9f5e-0a6d1c2b3d4e"}
        if r.exc_info and r.exc_info[0]:
            out["stackTrace"] = traceback.format_tb(r.exc_info[2])
            out["errorType"] = r.exc_info[0].__name__
            out["errorMessage"] = str(r.exc_info[1])
            out["location"] = "%s:%s:%d" % (r.pathname, r.funcName, r.lineno)
        return out


class Otel(Json):
    def fields(self, r):
        out = {"body": r.getMessage(), "severity_number": 17, "severity_text": r.levelname, "attributes": {"code.function": r.funcName}, "timestamp": iso(r),
               "trace_id": "0x5b8aa5a2d2c872e8321cf37308d69df2", "span_id": "0x051581bf3cb55c13"}
        if r.exc_info and r.exc_info[0]:
            out["attributes"].update({"exception.type": r.exc_info[0].__name__, "exception.message": str(r.exc_info[1]),
                                      "exception.stacktrace": self.exception(r)})
        return out


CLASSES = {"uvicorn": Uvicorn, "uvicorn-color": UvicornColor, "glog": Glog, "celery-task": Celery, "loguru": Loguru, "loguru-mark": LoguruMark,
           "loguru-color": LoguruColor, "colorlog": ColorLog, "coloredlogs": Coloredlogs, "structlog-console": StructlogConsole, "twisted": Twisted,
           "twisted-old": TwistedOld, "lambda": LambdaText, "functions": FunctionsHost, "every-line": EveryLine, "indented": Indented,
           "indented-blank": IndentedBlank, "hash012": Hash012, "escaped": Escaped, "logfmt": Logfmt, "logfmt-open": LogfmtOpen,
           "python-json": PythonJson, "ecs": Ecs, "structlog": Structlog, "structlog-dict": StructlogDict, "google": Google, "datadog": Datadog,
           "loguru-json": LoguruJson, "logstash": Logstash, "lambda-json": LambdaJson, "otel": Otel}


def task_name(record):
    if getattr(record, "taskName", None) is None:
        try:
            record.taskName = asyncio.current_task().get_name()
        except Exception:
            record.taskName = "-" if "json" not in os.environ.get("SETUP", "") else None
    return True


def configure(name, recorder):
    os.environ["SETUP"] = name
    root = logging.getLogger()
    root.addHandler(recorder)
    root.setLevel(logging.INFO)
    if name == "none":  # logging.lastResort, from WARNING on
        root.removeHandler(recorder)
        last = logging.lastResort
        handle = last.handle

        def both(record):
            recorder.handle(record)
            return handle(record)
        last.handle = both
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(task_name)
    if name in TEXT:
        handler.setFormatter(logging.Formatter(*TEXT[name]))
    else:
        handler.setFormatter(CLASSES[name]())
    if name in BARE:  # else nothing tells where a message ends
        root.setLevel(logging.WARNING)
    root.addHandler(handler)
