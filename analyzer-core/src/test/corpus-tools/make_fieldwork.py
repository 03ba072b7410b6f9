#!/usr/bin/env python3
"""Makes the corpus of fieldwork: other programs than the streams', under other set-ups, wrappers and mixes.

usage: make_fieldwork.py [--only SUBSTRING] [--jobs N] [--rounds N] [--rotate N] OUT

The form is that of make_streams.py, whose parts this uses. Each round pairs every program with another set-up, wrapper and version, and
makes the mixes of several processes anew; --rotate begins the pairing elsewhere. Cases of more than MOST bytes are left out.
"""
import argparse
import concurrent.futures
import itertools
import os
import random
import re
import sys

sys.dont_write_bytecode = True
import make_streams  # noqa: E402
from make_streams import STREAMS, WRAPPERS, at, each, join, lines_of, run, save  # noqa: E402

import fieldsetups  # noqa: E402
import setups  # noqa: E402

ALL = ("3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13")
OLDEST = {"dome": "3.6", "sky": "3.7", "cluster": "3.11"}
LATER = {"unraisables": "3.8", "raw_thread": "3.8", "groups": "3.11", "groups_uncaught": "3.11", "hooks_fail": "3.7"}
MOST = 60000
SETUPS = sorted(set(setups.TEXT) - {"message-only"}, key=lambda s: list(setups.TEXT).index(s))
SETUPS = [s for s in SETUPS if list(setups.TEXT).index(s) >= list(setups.TEXT).index("bars-line")] + list(fieldsetups.ADDED)

WRAPPERS.update({
    "ray": each(lambda i, s: "(pid=4242, ip=10.0.0.7) " + s),
    "ray-actor": each(lambda i, s: "\x1b[36m(Dome pid=4242)\x1b[0m " + s),
    "pid": each(lambda i, s: "[4242] " + s),
    "tabbed": each(lambda i, s: "sky-1\t" + s),
    "airflow-task": each(lambda i, s: "[%s+0000] {subprocess.py:93} INFO - %s" % (at(i).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3], s)),
    "aws-tail": each(lambda i, s: "%d %s" % (1795463796460 + i * 37, s)),
    "host-colon": each(lambda i, s: "node-b17: " + s),
    "mpi": each(lambda i, s: "[1,0]<stderr>:" + s),
    "slurm": each(lambda i, s: "0: " + s),
    "torch": each(lambda i, s: "[rank0]: " + s),
    "tmux-bar": each(lambda i, s: "sky | " + s),
    "buildkit": each(lambda i, s: "#12 %.3f %s" % (3.1 + i * 0.037, s)),
    "nomad": each(lambda i, s: "%s [sky/5c1f] %s" % (at(i).strftime("%Y-%m-%dT%H:%M:%SZ"), s)),
    "github": each(lambda i, s: "sky\tRun tests\t%s %s" % (at(i).strftime("%Y-%m-%dT%H:%M:%S.%f0Z"), s)),
    "journal-unit": each(lambda i, s: "%s node-b17 sky.service[4242]: %s" % (at(i).strftime("%b %d %H:%M:%S"), s)),
    "lumberjack": make_streams.field(**{"@timestamp": "TIME", "agent": {"type": "filebeat"}, "log": {"offset": 12, "file": {"path": "/v/x.log"}}, "message": "LINE"}),
    "otel-file": make_streams.field(body="LINE", attributes={"log.file.name": "x.log"}, timestamp="TIME"),
})
LIST = ("plain docker plain cri-parts ray plain journal-json pid compose plain tabbed syslog5424 plain airflow-task docker-split plain heroku ray-actor plain aws-tail crlf "
        "plain host-colon mpi plain slurm torch plain buildkit nomad github plain journal-unit lumberjack otel-file tmux-bar stern kubectl plain cri filebeat").split()


def programs():
    for module in ("dome", "sky", "cluster"):
        text = open(os.path.join(STREAMS, "observatory", module + ".py")).read()
        for name in re.findall(r"^def (\w+)\(\):", text, re.M):
            yield "observatory.%s.%s" % (module, name), LATER.get(name, OLDEST[module])


def spread(rounds, rotate):
    s, w, v = itertools.cycle(SETUPS), itertools.cycle(LIST), itertools.cycle(ALL)
    for it, n in ((s, 7), (w, 3), (v, 1)):
        for _ in range(n * rotate):
            next(it)
    for _ in range(rounds):
        for program, oldest in programs():
            version = next(v)
            while ALL.index(version) < ALL.index(oldest):
                version = next(v)
            yield program, next(s), next(w), version
        next(s)
        next(w)


def make(out, found, number, case):
    program, setup, wrapper, version = case
    text, events, full = run(found[version], version, number, program, setup, "file", {})
    name = "%s--%s--%s--py%s" % (program.split(".", 1)[1].replace("_", "-").replace(".", "-"), setup, wrapper, version)
    data = WRAPPERS[wrapper](lines_of(text))
    if len(data) > MOST:
        return None
    save(out, name, data, events, {"scenario": program, "setup": setup, "wrapper": wrapper, "python": full})
    return None if events else "%s: nothing recorded" % name


MIXES = [  # name, set-ups of the processes, prefix, most lines in a row
    ("pods", ("bars-line", "discord", "renamed-json"), "[pod/sky-%(n)d/main] ", 4), ("pids", ("salt", "salt", "salt"), "[421%(n)d] ", 1),
    ("ray", ("rq", "dask", "kivy"), "(pid=421%(n)d, ip=10.0.0.7) ", 4), ("tabs", ("daphne", "synapse", "lower-short"), "sky-%(n)d\t", 1),
    ("ranks", ("level-dash", "level-dash"), "[rank%(n)d]: ", 4), ("compose", ("celery-worker", "pyramid", "structlog-columns"), "\x1b[3%(n)dmsky-%(n)d  |\x1b[0m ", 1),
    ("bare-dask", ("dask", "dask"), "", 4), ("bare-pids", ("salt", "salt", "salt"), "", 4), ("bare-two", ("discord", "uvicorn-time"), "", 1),
    ("bare-bars", ("bars-line", "bars-line"), "", 1),
]
MIXED = ("observatory.dome.service", "observatory.sky.crowd", "observatory.dome.chains", "observatory.dome.close_calls", "observatory.sky.lost_together", "observatory.cluster.back_to_back")


def mix(out, found, number, case):
    name, members, prefix, most = case
    rng = random.Random(name)
    streams, events = [], []
    for k, setup in enumerate(members):
        program = MIXED[(number + k) % len(MIXED)]
        version = ("3.12", "3.13", "3.11")[(number + k) % 3] if "cluster" in program else ("3.8", "3.11", "3.13", "3.9")[(number + k) % 4]
        text, some, _ = run(found[version], version, number + k, program, setup, "file", {})
        streams.append([prefix % {"n": k + 1} + s for s in lines_of(text)])
        events += some
    out_lines = []
    while any(streams):
        s = rng.choice([s for s in streams if s])
        for _ in range(rng.randint(1, most)):
            if s:
                out_lines.append(s.pop(0))
    if len(join(out_lines)) <= MOST:
        save(out, "mix-%s-%d" % (name, number), join(out_lines), events,
             {"scenario": "mix", "setup": members[0], "wrapper": "mix-" + ("prefix" if prefix else "bare"), "python": "mixed"})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--rotate", type=int, default=0)
    parser.add_argument("out")
    a = parser.parse_args()
    found = make_streams.pythons()
    jobs = [(make, i, c) for i, c in enumerate(spread(a.rounds, a.rotate)) if a.only in "--".join(c)]
    jobs += [(mix, a.rotate + i * 7 + r, c) for r in range(a.rounds) for i, c in enumerate(MIXES) if a.only in "mix-" + c[0]]
    with concurrent.futures.ThreadPoolExecutor(a.jobs) as pool:
        futures = [(pool.submit(f, a.out, found, i, c), c) for f, i, c in jobs]
        for f, c in futures:
            try:
                trouble = f.result()
            except Exception as e:
                trouble = "%s: %r" % (c, e)
            if trouble:
                print(trouble)
    print("%d cases in %s" % (len(jobs), a.out))


if __name__ == "__main__":
    main()
