#!/usr/bin/env python3
"""Makes the corpus for stitching: small services under real CPythons that lose tasks, and the truth of what each lost task wrote.

usage: make_stitching.py [--only SUBSTRING] [--first POINT] [--jobs N] [--pyodide FOLDER] OUT

Each case is OUT/NAME--HEADER--WRAPPER--pyVERSION/{input.log,expected.json,meta.json}; score.py reads them. The truth is recorded
inside the processes (run.py); of the text only names of directories are replaced. A case is one process, several after one
another (restarts), or several at once whose records are merged by their times. plan.py lists the cases.
CPython 3.14 runs as WebAssembly: FOLDER is where "npm install pyodide@314.0.7" was called. Cases of missing versions are left
out.
"""
import argparse
import concurrent.futures
import datetime
import json
import os
import re
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path[:0] = [HERE, os.path.dirname(HERE), os.path.join(os.path.dirname(HERE), "streams")]
import headers  # noqa: E402
import interpreters  # noqa: E402
import make_streams  # noqa: E402
import plan  # noqa: E402

START = datetime.datetime(2026, 11, 24, 6, 12, 9, tzinfo=datetime.timezone.utc).timestamp()
TAG = re.compile("\x01(\\S+) (\\S+)\x02")


def when(time, form):
    return datetime.datetime.fromtimestamp(time, datetime.timezone.utc).strftime(form)


WRAPPERS = {  # text and time of a line: the line as a collector would hand it over
    "plain": lambda s, t: s,
    "docker": lambda s, t: json.dumps({"log": s + "\n", "stream": "stderr", "time": when(t, "%Y-%m-%dT%H:%M:%S.%f417Z")}),
    "cri": lambda s, t: "%s stderr F %s" % (when(t, "%Y-%m-%dT%H:%M:%S.%f083Z"), s),
    "syslog": lambda s, t: "%s node-c4 app[811]: %s" % (when(t, "%b %e %H:%M:%S"), s),
    "syslog-iso": lambda s, t: "%s node-c4 app[811]: %s" % (when(t, "%Y-%m-%dT%H:%M:%S.%f+00:00"), s),
    "name-n": lambda s, t: "app-1  | " + s,
}


class Line:
    """One line of output: which record begins there, if one does, and when it was written."""

    def __init__(self, text, record, time):
        self.text, self.record, self.time = text, record, time


def lines_of(text, process, start):
    out, time = [], start
    for s in make_streams.lines_of(text):
        m = TAG.match(s)
        record = None
        if m:
            record, time = (process, m.group(1)), float(m.group(2))
            s = s[m.end():]
        out.append(Line(s, record, time))
    return out


def run(case, python, process, start, options, host=None):
    """One process to its end: its lines and events."""
    with tempfile.TemporaryDirectory() as work:
        truth = os.path.join(work, "truth")
        open(truth, "w").close()
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1",
                       "PYTHONUNBUFFERED": "1", "TZ": "UTC",
                       "PYTHONPATH": os.path.join(os.path.dirname(HERE), "streams"), "HOME": "/root", "PYTHONHASHSEED": "0"}
        environment.update(case.get("env", {}))
        if host:
            environment["HOSTNAME"] = host
        options = dict({"seed": len(case["name"]) * 31 + process, "run": process}, **dict(case.get("options", {}), **options))
        arguments = [case["program"], case["header"], json.dumps(dict(options, clock=start)), truth]
        lines = lines_of(python.output(arguments, work, environment), process, start)
        with open(truth) as f:
            events = [python.clean.deep(json.loads(s)) for s in f]
        for e in events:
            e["process"] = process
        return lines, events


def blocks(lines):
    """Records with the lines that belong to them."""
    out = []
    for line in lines:
        if line.record or not out:
            out.append([])
        out[-1].append(line)
    return out


def collect(case, python):
    """The lines and events of all the case's processes."""
    lines, events = [], []
    start = START + 977 * len(case["name"])
    if "streams" in case:
        merged = []
        for k, (prefix, options) in enumerate(case["streams"]):
            some, more = run(case, python, k, start + 0.21 * k, options, prefix.strip(" |"))
            for line in some:
                line.text = (prefix if case.get("prefixed", True) else "") + line.text
            merged += blocks(some)
            events += more
        merged.sort(key=lambda b: b[0].time)
        return [line for b in merged for line in b], events
    for k, options in enumerate(case.get("runs", [{}])):
        some, more = run(case, python, k, start, options)
        lines += some
        events += more
        start = max(line.time for line in some) + options.get("pause", 7.5)
    return lines[case.get("cut", 0):], events


def spellings(message):
    """How a message may stand in a line: as it is, or escaped once or twice."""
    once = json.dumps(message)[1:-1]
    return (message, once, json.dumps(once)[1:-1])


def marks(own, text):
    """Texts that are found in the lines `own` (numbers from 1, with their messages) and nowhere else."""
    out = []
    numbers = {n for n, _ in own}
    for n, message in own:
        line = text[n - 1]
        for mark in [s for s in spellings(message) if s and s in line][:1] + [line]:
            if all(i + 1 in numbers for i, s in enumerate(text) if mark in s):
                out.append(mark)
                break
        else:
            raise ValueError("no mark tells line %d: %s" % (n, line))
    return list(dict.fromkeys(out))


def resolve(event, where, text):
    """Turns the tags of records into line numbers and marks."""
    process = event["process"]
    if "record" in event:
        event["line"] = where.get((process, event.pop("record")))
    origin = event.get("origin")
    if not origin:
        return
    own = [(where[(process, tag)], message) for tag, message in origin.pop("records") if (process, tag) in where]
    origin["lines"] = [n for n, _ in own]
    origin["marks"] = marks(own, text)
    for child in origin.get("children", []):
        child["lines"] = [where[(process, tag)] for tag, _ in child.pop("records") if (process, tag) in where]
    if "logged_as" in origin:
        origin["logged_as"] = [where[(process, tag)] for tag in origin["logged_as"] if (process, tag) in where]


def make(out, found, case):
    name = "--".join([case["name"], case["header"], case.get("wrapper", "plain"), "py" + case["python"]])
    if case["python"] not in found:
        return "%s: no CPython %s" % (name, case["python"])
    python = found[case["python"]]
    lines, events = collect(case, python)
    wrapper = case.get("wrapper", "plain")
    text = [WRAPPERS[wrapper](line.text, line.time) for line in lines]
    where = {line.record: i + 1 for i, line in enumerate(lines) if line.record}
    for e in events:
        resolve(e, where, text)
    events = [e for e in events if e.get("line", 0) is not None]  # else it stood in what was cut off
    events.sort(key=lambda e: e.get("line", len(text) + 1))  # the order of the log, not that in which processes were run
    lost = [e for e in events if "origin" in e]
    meta = {"scenario": case["program"], "point": case["point"], "setup": case["header"], "wrapper": wrapper,
            "python": python.full_version(),
            "task_names": headers.named(case["header"]), "processes": len(case.get("streams", case.get("runs", [{}])))}
    meta.update({k: case[k] for k in ("unknowable", "logged_by_task", "note") if k in case})
    make_streams.save(out, name, make_streams.join(text), events, meta)
    data = sum(len(s.encode()) + 1 for s in text)
    remark = "" if lost and data < 205000 else "  <-- look"
    return "%-60s %6d lines %4d KB, %3d lost tasks with %4d lines%s" % (
        name, len(text), data // 1024, len(lost), sum(len(e["origin"]["lines"]) for e in lost), remark)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--pyodide", metavar="FOLDER", help="where npm installed pyodide, for CPython 3.14")
    parser.add_argument("--first", type=int, default=0, help="leave out the points before this one")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("out")
    a = parser.parse_args()
    found = interpreters.found(a.pyodide)
    with concurrent.futures.ThreadPoolExecutor(a.jobs) as pool:
        wanted = [c for c in plan.CASES if a.only in c["name"] and c["point"] >= a.first]
        futures = [(c["name"], pool.submit(make, a.out, found, c)) for c in wanted]
        for name, f in futures:
            try:
                print(f.result())
            except Exception as e:
                print("%s: %r" % (name, e))


if __name__ == "__main__":
    main()
