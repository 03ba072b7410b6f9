#!/usr/bin/env python3
"""Says in which cases COMMAND reads the header of a report wrongly: its first line, logger, task (of the record) or message.

usage: fields.py CASES COMMAND...   (the cases' folder; for example ./tracestitch analyze --no-redact --format events)
"""
import collections
import json
import os
import subprocess
import sys

NOBODY = (None, "-", "None")  # how a header says that no task was running


def first(text):
    return (text or "").split("\n")[0]


def differences(got, truth, names):
    """What of one event is not as the process knew it."""
    if got.get("logger") != truth["logger"]:
        yield "logger %r, not %r" % (got.get("logger"), truth["logger"])
    task = truth["task"] if names else None
    if got.get("record_task") not in ((task,) if task else NOBODY):
        yield "task %r, not %r" % (got.get("record_task"), task)
    if first(got.get("message")) != first(truth["message"]):
        yield "message %r" % first(got.get("message"))[:60]


def main():
    cases = [os.path.join(sys.argv[1], n) for n in sorted(os.listdir(sys.argv[1]))]
    cases = [c for c in cases if os.path.exists(os.path.join(c, "expected.json"))]
    logs = [os.path.join(c, "input.log") for c in cases]
    output = subprocess.run(sys.argv[2:] + logs, stdout=subprocess.PIPE).stdout.decode()
    events = collections.defaultdict(list)
    for s in output.splitlines():
        e = json.loads(s)
        events[e["source"]].append(e)
    wrong = 0
    for case, log in zip(cases, logs):
        with open(os.path.join(case, "expected.json")) as f:
            truth = {e["line"]: e for e in json.load(f)["events"] if "line" in e}
        with open(os.path.join(case, "meta.json")) as f:
            names = json.load(f)["task_names"]
        found = collections.Counter()
        for e in events[log]:
            if e["first_line"] in truth:
                found.update(differences(e, truth[e["first_line"]], names))
            else:
                found["first line %d" % e["first_line"]] += 1
        wrong += bool(found)
        for text, n in found.most_common(3):
            print("%-60s %4d x %s" % (os.path.basename(case), n, text))
    print("%d of %d cases have a header that is read wrongly" % (wrong, len(cases)))


if __name__ == "__main__":
    main()
