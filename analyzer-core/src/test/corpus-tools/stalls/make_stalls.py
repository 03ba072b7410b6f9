#!/usr/bin/env python3
"""Makes the corpus of stalls: small services that really stall, and look-alikes that are only slow, under real CPythons.

usage: make_stalls.py [--only SUBSTRING] [--jobs N] [--pyodide FOLDER] OUT

Each case is OUT/SCENARIO--SETUP--pyVERSION/{input.log,expected.json,meta.json}. A program that stalls is killed; one that should
end and does not, or the other way round, is reported and nothing is written. 3.14 comes from npm's package pyodide (314.0.7), whose
folder --pyodide names. Of the text only names of directories are replaced. Times, addresses and process numbers differ from run to run.
"""
import argparse
import concurrent.futures
import datetime
import json
import os
import re
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from typing import Dict, List, Optional, Tuple

HERE = os.path.dirname(os.path.abspath(__file__))
STREAMS = os.path.join(os.path.dirname(HERE), "streams")
sys.dont_write_bytecode = True
sys.path[:0] = [HERE, os.path.dirname(HERE)]
from catalogue import LIVE, NAMES_TASKS, NAMES_THREADS, NUMBERS_THREADS, STALLS, Scenario, Wait  # noqa: E402
from make_streams import pythons  # noqa: E402

START = 1795463796.0  # 2026-11-23 19:56:36 UTC, the log's first moment


def neutral(text: str, python: str, version: str) -> str:
    prefix = os.path.dirname(os.path.dirname(python))
    for old, new in ((os.path.join(prefix, "lib", "python" + version), "/usr/local/lib/python" + version), (os.path.join(prefix, "bin"), "/usr/local/bin"),
                     (HERE, "/srv"), (STREAMS, "/srv"), (prefix, "/usr/local"), ("/lib/python314.zip", "/usr/local/lib/python3.14")):
        text = text.replace(old, new)
    return text


def timeouts(text: str, scale: float) -> str:
    """faulthandler's "Timeout (0:00:00.400000)!" in the time of the log's clock."""
    def scaled(m) -> str:
        seconds = datetime.timedelta(hours=int(m[1]), minutes=int(m[2]), seconds=float(m[3])) * scale
        return "Timeout (%s)!" % seconds
    return re.sub(r"Timeout \((\d+):(\d\d):(\d\d(?:\.\d{6})?)\)!", scaled, text)


AGAIN = "a path of this machine is left: two writers tore its line apart"


def command(python: Optional[str], pyodide: str, program: str, setup: str, clock: str) -> List[str]:
    if python is None:
        return ["node", os.path.join(HERE, "pyodide.mjs"), pyodide, HERE, STREAMS, program, setup, clock.rpartition(":")[0]]
    return [python, os.path.join(HERE, "run.py"), program, setup]


def run(scenario: Scenario, setup: str, python: Optional[str], pyodide: str, work: str) -> Tuple[bytes, bool]:
    """What all processes wrote, in the order in which it came, and whether they ended by themselves."""
    programs = scenario.program.split(",")
    threads = os.path.join(work, "threads")
    open(threads, "w").close()
    clock = "%r:%r:%r" % (START, scenario.scale, time.time())
    selector, buffers, processes = selectors.DefaultSelector(), {}, []
    for number, program in enumerate(programs, 1):
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1",
                       "PYTHONPATH": HERE + os.pathsep + STREAMS, "TZ": "UTC", "CLOCK": clock, "THREADS": threads, "WORKER": str(number)}
        p = subprocess.Popen(command(python, pyodide, program, setup, clock), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                             env=environment, cwd=work, start_new_session=True)
        processes.append(p)
        buffers[p.stdout] = ("worker-%d  | " % number if len(programs) > 1 else "").encode(), bytearray()
        selector.register(p.stdout, selectors.EVENT_READ)
    out = bytearray()
    deadline, patience = time.monotonic() + 60, 60 if scenario.ends else scenario.seconds
    while selector.get_map() and len(out) < scenario.limit and time.monotonic() < deadline:
        for key, _ in selector.select(0.05):
            data = os.read(key.fd, 65536)
            if not out:  # WebAssembly takes seconds to start
                deadline = time.monotonic() + patience
            prefix, pending = buffers[key.fileobj]
            pending += data
            if not data:
                selector.unregister(key.fileobj)
                pending += b"\n" if pending and not pending.endswith(b"\n") else b""
            *lines, rest = bytes(pending).split(b"\n")
            pending[:] = rest
            out += b"".join(prefix + s + b"\n" for s in lines)
    ended = not selector.get_map()
    for p in processes:
        if p.poll() is None:
            os.killpg(p.pid, signal.SIGKILL)
        p.wait()
        p.stdout.close()
    if len(out) > scenario.limit and scenario.ends:
        raise ValueError("more than %d bytes" % scenario.limit)
    return bytes(out[:out.rfind(b"\n", 0, scenario.limit) + 1]), ended


def idents(work: str) -> Dict[str, str]:
    with open(os.path.join(work, "threads")) as f:
        return {name: ident for ident, name in (s.rstrip("\n").split(" ", 1) for s in f)}


def truth_of(wait: Wait, scenario: Scenario, setup: str, threads: Dict[str, str], log: str) -> dict:
    """holds and waits_for stay only where something in the log ties them to this task or thread."""
    truth = {"name": wait.name, "holds": wait.holds, "waits_for": wait.waits_for}
    if wait.thread:
        truth["thread"] = wait.name
        by_ident = "Thread %s" % threads[wait.name] in log  # faulthandler does not know names
        if by_ident:
            truth["name"] = threads[wait.name]
            if wait.waits_for in threads:
                truth["waits_for"] = threads[wait.waits_for]
        if setup not in (NUMBERS_THREADS if by_ident else NAMES_THREADS):  # and its stacks have no source lines
            truth["holds"] = truth["waits_for"] = None
    elif wait.coroutine is not None:
        truth["coroutine"] = wait.coroutine
        if setup not in NAMES_TASKS:
            if not scenario.named:
                truth["name"] = wait.coroutine
            elif wait.holds != wait.waits_for:
                truth["holds"] = None
    for key in ("holds", "waits_for"):
        if truth[key] is not None and truth[key] not in log:
            truth[key] = None
    return truth


def may_name(threads: Dict[str, str], tasks: List[dict]) -> List[str]:
    """Who waits for the end of it all: not part of the stall, but no mistake."""
    names = [r"Task-\d+", "MainThread"] + ([threads["MainThread"]] if "MainThread" in threads else [])
    return [n for n in names if n not in {t["name"] for t in tasks}]


def make(out: str, found: Dict[str, str], pyodide: str, scenario: Scenario, setup: str, version: str) -> Optional[str]:
    name = "%s--%s--py%s" % (scenario.name, setup, version)
    if version == "3.14" and not pyodide:
        return name + ": no pyodide"
    if version != "3.14" and version not in found:
        return name + ": no CPython " + version
    python = None if version == "3.14" else found[version]
    with tempfile.TemporaryDirectory() as work:
        data, ended = run(scenario, setup, python, pyodide, work)
        if ended != scenario.ends:
            return "%s: %s" % (name, "ended:\n" + data.decode()[-1500:] if ended else "did not end")
        log = neutral(data.decode("utf-8", "surrogateescape"), python or "/usr/local/bin/python3.14", version)
        if re.search("/tmp/|pyenv|python314.zip|" + re.escape(os.path.expanduser("~")), log):
            return AGAIN
        log = timeouts(log, scenario.scale)
        threads = idents(work)
    full = "3.14.2" if python is None else subprocess.check_output([python, "-c", "import platform; print(platform.python_version())"], text=True).strip()
    stalls = [{"what": s.what, "accept": [s.what, *s.accept], "min_evidence": s.evidence, "tasks_told": s.tasks_told, "tasks": [truth_of(w, scenario, setup, threads, log) for w in s.tasks]}
              for s in scenario.stalls]
    for stall in stalls:
        stall["may_name"] = may_name(threads, stall["tasks"])
        for task in stall["tasks"]:
            if not re.search(re.escape(task["name"]), log):
                return "%s: nothing in the log names %s" % (name, task["name"])
    meta = {"scenario": scenario.name, "program": scenario.program, "setup": setup, "python": full, "made": scenario.made, "clock": scenario.scale,
            "ended": "by itself" if ended else "killed"}
    if scenario.why:
        meta["why"] = scenario.why
    folder = os.path.join(out, name)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "input.log"), "wb") as f:
        f.write(log.encode("utf-8", "surrogateescape"))
    for file, content in (("expected.json", {"stalls": stalls}), ("meta.json", meta)):
        with open(os.path.join(folder, file), "w") as f:
            json.dump(content, f, indent=1, ensure_ascii=False)
            f.write("\n")
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--pyodide", default="", help="folder of npm's package pyodide")
    parser.add_argument("out")
    a = parser.parse_args()
    found = pythons()
    jobs = [(s, *v.split("/")) for s in STALLS + LIVE for v in s.variants.split()]
    jobs = [(s, setup, v) for s, setup, v in jobs if a.only in "%s--%s--py%s" % (s.name, setup, v)]
    with concurrent.futures.ThreadPoolExecutor(a.jobs) as pool:
        futures = [(pool.submit(make, a.out, found, a.pyodide and os.path.abspath(a.pyodide), *job), job) for job in jobs]
        for future, job in futures:
            try:
                trouble = future.result()
                for _ in range(5):
                    if trouble != AGAIN:
                        break
                    trouble = make(a.out, found, a.pyodide and os.path.abspath(a.pyodide), *job)
            except Exception as e:
                trouble = "%s: %r" % ((job[0].name,) + job[1:], e)
            if trouble:
                print(trouble, flush=True)
    print("%d cases in %s" % (len(jobs), a.out))


if __name__ == "__main__":
    main()
