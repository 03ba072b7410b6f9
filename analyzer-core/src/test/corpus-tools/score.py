#!/usr/bin/env python3
"""Scores an analyzer against the corpus: did it find every event, whole and right, and nothing else?

usage: score.py [--cases DIR] [--only SUBSTRING] [--misses N] [--json] -- COMMAND...

COMMAND is run once per case with the path of the case's input.log appended (or, with --batch, once with all of
them), and must print one JSON object per event on standard output (`analyze --format events`). From the repository's root:

    analyzer-core/src/test/corpus-tools/score.py --batch -- ./tracestitch analyze --no-redact --format events

The default corpus is resources/corpus/cases; --cases analyzer-core/src/test/resources/streams/cases takes the second one.
A case is a directory with input.log (the bytes), expected.json (the truth) and meta.json (how it was made).

Figures, each over all events of all cases (and by set-up, wrapper and Python version):
  tree     exception events whose whole tree is right: types, full messages with notes, every frame (file, line,
           function), the cause/context links and the children of groups
  head     the same, but only types, first message lines and links
  false    exception events reported that no process had
  kind     events whose kind is right (what the event is: logged, uncaught, task never retrieved, ...)
  task     never-retrieved and destroyed tasks whose task name and coroutine are right
  stitch   log lines attributed to the originating task: precision and recall
The truth was recorded from live objects inside the Python processes, not from the text.
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
GROUP_WIDTH, GROUP_DEPTH = 15, 10  # what CPython prints of an exception group at most

# what an event of the truth is called in the events that an analyzer prints
LOOP_KINDS = {
    "Task exception was never retrieved": "task-exception-never-retrieved",
    "Future exception was never retrieved": "future-exception-never-retrieved",
    "_GatheringFuture exception was never retrieved": "future-exception-never-retrieved",
    "Task was destroyed but it is pending!": "task-destroyed-pending",
}


def norm(text):
    """Messages are compared without carriage returns, trailing blanks of lines and outer blank lines."""
    text = (text or "").replace("\r", "\n").replace("\u2028", "\n").replace("\x85", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    text = "".join(c for c in text if c == "\n" or c == "\t" or ord(c) >= 32)
    text = re.sub(r"\[[0-9;]*m", "", text)
    return "\n".join(s.rstrip() for s in text.split("\n")).strip()


def type_name(name):
    return (name or "").replace("<locals>", "").replace("..", ".")


def frames_of(node):
    out = []
    for f in node.get("frames") or []:
        if isinstance(f, dict):
            triple = (f.get("file"), f.get("line"), f.get("function"))
            out.append(triple)
            out.extend([triple] * int(f.get("repeated") or 0))
        else:
            out.append(tuple(f))
    return tuple(out)


def canonical(node, whole, depth=0):
    """One exception tree as nested tuples; `whole` compares everything, else types, first lines and links."""
    if node is None:
        return None
    message = norm("\n".join([node.get("message") or ""] + list(node.get("notes") or [])))
    if not whole:
        message = message.split("\n")[0].strip()
    children = node.get("exceptions") or []
    if depth >= GROUP_DEPTH - 1:  # Python prints "... (max_group_depth is 10)" in their place
        children = []
    kids = tuple(canonical(c, whole, depth + 1) for c in children[:GROUP_WIDTH])
    if children or "ExceptionGroup" in (node.get("type") or ""):
        message = re.sub(r" \(\d+ sub-exceptions?\)", "", message, count=1)
    frames = frames_of(node) if whole else ()
    if whole and len(frames) > 3:
        frames = collapse(frames)
    return (type_name(node.get("type")), message, frames, canonical(node.get("cause"), whole, depth),
            canonical(node.get("context"), whole, depth), kids)


def collapse(frames):
    """Runs of one frame count as at most four of it: beyond three CPython prints only how many more there were."""
    out = []
    for f in frames:
        if len(out) >= 4 and out[-4:] == [f] * 4:
            continue
        out.append(f)
    return tuple(out)


def kind_of_truth(e):
    kind = e["kind"]
    loop_message = e.get("loop_message")
    if kind == "logged" and loop_message:
        return LOOP_KINDS.get(loop_message, "loop-error")
    if kind == "logged" and e.get("message", "").startswith("Executing <"):
        return "slow-callback"
    if kind == "logged":
        return "exception-logged"
    if kind == "warning" and "was never awaited" in e.get("message", ""):
        return "coroutine-never-awaited"
    if kind == "warning" and e.get("category") == "ResourceWarning":
        return "resource-unclosed"
    return {"uncaught": "exception-uncaught", "thread": "exception-in-thread", "unraisable": "exception-unraisable",
            "printed": "exception-printed"}.get(kind, kind)


# The text alone cannot always tell these apart: a traceback printed right after a record looks like the record's own, and
# without headers nothing tells a record from a print.
PRINTED = ("exception-printed", "exception-uncaught")


def kinds_accepted(kind, setup):
    if kind in PRINTED:
        return PRINTED + ("exception-logged",)
    if kind == "exception-logged" and setup == "default":
        return ("exception-logged",) + PRINTED
    return (kind,)


def truth_events(case):
    with open(os.path.join(case, "expected.json"), encoding="ascii") as f:
        events = json.load(f)["events"]
    out = []
    for e in events:
        kind = kind_of_truth(e)
        if e["kind"] == "logged" and not e.get("exception") and not e.get("loop_message") and kind != "slow-callback":
            continue
        if kind == "warning":
            continue
        out.append((kind, e))
    return out


def matched(wanted, got):
    """Multiset matching of canonical forms: how many of wanted are in got."""
    return sum((collections.Counter(wanted) & collections.Counter(got)).values())


def analyze(command, logs, timeout):
    """The events that the command prints for these logs, by log; and what went wrong, if anything did."""
    by_log = collections.defaultdict(list)
    try:
        p = subprocess.run(command + logs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout)
        for s in p.stdout.decode("utf-8", "replace").split("\n"):
            if s.strip():
                e = json.loads(s)
                by_log[logs[0] if len(logs) == 1 else e.get("source")].append(e)
        if p.returncode not in (0, 1):
            return by_log, "exit %d: %s" % (p.returncode, p.stderr.decode("utf-8", "replace").strip()[-300:])
    except (subprocess.TimeoutExpired, ValueError) as e:
        return by_log, repr(e)[:300]
    return by_log, None


def score_case(case, got, fault, setup):
    r = collections.Counter()
    notes = []
    log = os.path.join(case, "input.log")
    if fault:
        r["crash"] += 1
        notes.append(fault)
    truth = truth_events(case)
    optional = collections.Counter(canonical(e["exception"], False) for _, e in truth if e.get("optional"))
    truth = [(kind, e) for kind, e in truth if not e.get("optional")]

    want_exc = [e["exception"] for _, e in truth if e.get("exception")]
    got_exc = []
    for g in got:
        if g.get("exception"):
            head = canonical(g["exception"], False)
            if optional[head] > 0:  # right to report, not demanded
                optional[head] -= 1
            else:
                got_exc.append(g["exception"])
    r["exceptions"] = len(want_exc)
    r["reported"] = len(got_exc)
    want_whole, got_whole = [canonical(x, True) for x in want_exc], [canonical(x, True) for x in got_exc]
    r["tree"] = matched(want_whole, got_whole)
    r["head"] = matched([canonical(x, False) for x in want_exc], [canonical(x, False) for x in got_exc])
    left = collections.Counter(got_whole)
    for w in want_whole:
        if left[w] > 0:
            left[w] -= 1
        else:
            notes.append("not found whole: %s" % (json.dumps(w)[:400],))

    # kinds: each truth event takes one reported event of the same kind with the same first exception line
    def key(kind, e):
        x = e.get("exception")
        return kind, (canonical(x, False)[:2] if x else None)
    pool = collections.Counter(key(g.get("kind"), g) for g in got)
    for kind, e in truth:
        r["events"] += 1
        for k in kinds_accepted(kind, setup):
            if pool[key(k, e)] > 0:
                pool[key(k, e)] -= 1
                r["kind"] += 1
                break
        else:
            notes.append("no event of kind %s %s" % (kind, key(kind, e)[1]))

    # tasks and stitching
    text = open(log, "rb").read().decode("utf-8", "replace").split("\n")
    by_task = collections.defaultdict(list)
    for g in got:
        if g.get("kind") in ("task-exception-never-retrieved", "task-destroyed-pending"):
            by_task[(g.get("kind"), (g.get("task") or {}).get("name"))].append(g)
    for kind, e in truth:
        if kind not in ("task-exception-never-retrieved", "task-destroyed-pending") or not e.get("task_name"):
            continue
        r["tasks"] += 1
        found = by_task.get((kind, e["task_name"]))
        if not found:
            notes.append("task %s not reported" % e["task_name"])
            continue
        g = found.pop(0)
        if e.get("coroutine") is None or (g["task"].get("coroutine") or "").split("(")[0] == e["coroutine"]:
            r["task"] += 1
        else:
            notes.append("task %s: coroutine %r, not %r" % (e["task_name"], g["task"].get("coroutine"), e.get("coroutine")))
        marks = (e.get("origin") or {}).get("marks")
        if marks:
            wanted = {i + 1 for i, s in enumerate(text) for m in marks if m in s}
            reported = set((g.get("stitch") or {}).get("lines") or [])
            r["stitch_wanted"] += len(wanted)
            r["stitch_right"] += len(wanted & reported)
            r["stitch_reported"] += len(reported)
            if wanted - reported:
                notes.append("task %s: lines %s not attributed" % (e["task_name"], sorted(wanted - reported)[:8]))
            if reported - wanted:
                notes.append("task %s: lines %s are not its own" % (e["task_name"], sorted(reported - wanted)[:8]))
    return r, notes


def ratio(a, b):
    return "%6.2f%% (%d/%d)" % (100.0 * a / b, a, b) if b else "     -"


def row(name, r):
    return "%-28s tree %s  head %s  false %s  kind %s  task %s  stitch P %s R %s%s" % (
        name, ratio(r["tree"], r["exceptions"]), ratio(r["head"], r["exceptions"]),
        ratio(max(0, r["reported"] - r["head"]), r["reported"]), ratio(r["kind"], r["events"]), ratio(r["task"], r["tasks"]),
        ratio(r["stitch_right"], r["stitch_reported"]), ratio(r["stitch_right"], r["stitch_wanted"]),
        "  CRASHED %d" % r["crash"] if r["crash"] else "")


def falls_short(r, demand):
    figures = {"tree": (r["tree"], r["exceptions"]), "head": (r["head"], r["exceptions"]),
               "false": (max(0, r["reported"] - r["head"]), r["reported"]), "kind": (r["kind"], r["events"]),
               "task": (r["task"], r["tasks"]), "stitch_p": (r["stitch_right"], r["stitch_reported"]),
               "stitch_r": (r["stitch_right"], r["stitch_wanted"])}
    out = ["%d cases crashed" % r["crash"]] if demand and r["crash"] else []
    for part in filter(None, demand.split(",")):
        name, least = part.split("=")
        a, b = figures[name]
        percent = 100.0 * a / b if b else 0.0
        if (percent > float(least)) if name == "false" else (percent < float(least)):
            out.append("falls short: %s %.2f %%, demanded %s" % (name, percent, least))
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", default=os.path.join(HERE, "..", "resources", "corpus", "cases"))
    parser.add_argument("--only", default="")
    parser.add_argument("--exclude", default=None, help="leave out the cases whose name has this substring")
    parser.add_argument("--demand", default="", metavar="tree=99,false=0.5,...",
                        help="exit 1 where a figure of ALL falls short (false: above); figures: tree, head, false, kind, task, "
                             "stitch_p, stitch_r")
    parser.add_argument("--misses", type=int, default=0, help="show what was missed in the first N imperfect cases")
    parser.add_argument("--batch", action="store_true",
                        help="run COMMAND once with all the logs' paths, and tell the events apart by their `source`")
    parser.add_argument("--json", action="store_true", help="print the totals as one JSON object")
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    a = parser.parse_args()
    command = [c for c in a.command if c != "--"] if a.command[:1] == ["--"] else a.command
    if not command:
        parser.error("no command given")
    total = collections.Counter()
    by = collections.defaultdict(collections.Counter)
    shown = 0
    names = [n for n in sorted(os.listdir(a.cases))
             if a.only in n and not (a.exclude and a.exclude in n) and os.path.exists(os.path.join(a.cases, n, "expected.json"))]
    if not names:
        parser.error("no cases in %s" % a.cases)
    log_of = {n: os.path.join(a.cases, n, "input.log") for n in names}
    if a.batch:
        events, fault = analyze(command, list(log_of.values()), a.timeout * len(names))
    for name in names:
        case = os.path.join(a.cases, name)
        if not a.batch:
            events, fault = analyze(command, [log_of[name]], a.timeout)
        with open(os.path.join(case, "meta.json")) as f:
            meta = json.load(f)
        r, notes = score_case(case, events.get(log_of[name], []), fault, meta["setup"])
        total += r
        by["setup " + meta["setup"]] += r
        by["wrapper " + meta["wrapper"]] += r
        by["python " + ".".join(meta["python"].split(".")[:2])] += r
        total["cases"] += 1
        total["perfect"] += not notes
        if notes and shown < a.misses:
            shown += 1
            print(name)
            for n in notes[:6]:
                print("   ", n)
    short = falls_short(total, a.demand)
    if a.json:
        print(json.dumps(total))
        sys.exit(1 if short else 0)
    for k in sorted(by):
        print(row(k, by[k]))
    print(row("ALL", total))
    print("%d of %d cases without a single miss" % (total["perfect"], total["cases"]))
    for line in short:
        print(line)
    sys.exit(1 if short else 0)


if __name__ == "__main__":
    main()
