#!/usr/bin/env python3
"""Makes the corpus of streams: failing programs under real CPythons, many logging set-ups and many wrappers.

usage: make_streams.py [--only SUBSTRING] [--jobs N] [--rotate N] OUT

Each case is OUT/PROGRAM--SETUP--WRAPPER--pyVERSION/{input.log,expected.json,meta.json}; score.py reads them. The truth is recorded
inside the failing process from live objects (streams/harness.py); of the text only names of directories are replaced, in log and
truth alike. The CPythons are looked for in $(pyenv root)/versions and on the PATH; cases of versions that are missing are left out.
Which case gets which set-up, wrapper and version is fixed (--rotate 1, 2, ... pairs them otherwise: fresh cases to try); times, addresses and process numbers differ from run to run.
"""
import argparse
import concurrent.futures
import datetime
import glob
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
STREAMS = os.path.join(HERE, "streams")
sys.path.insert(0, STREAMS)
sys.dont_write_bytecode = True
import setups  # noqa: E402

VERSIONS = ("3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14")
START = datetime.datetime(2026, 11, 23, 19, 56, 36, 460123)
ROOTS = ("/code", "/usr/src/app/services/depot", "/home/deploy/my app/current", "/opt/depot-2.4.1", "C:\\depot", "/srv/größe", "/var/task", "/workspace/[depot]")
LIBS = ("/usr/lib/python%s", "/opt/conda/envs/prod/lib/python%s", "/usr/local/lib/python%s", "/home/depot/.nix-profile/lib/python%s")


def pythons():
    found = {}
    try:
        root = subprocess.check_output(["pyenv", "root"], text=True).strip()
    except (OSError, subprocess.CalledProcessError):
        root = os.path.expanduser("~/.pyenv")
    for v in VERSIONS:
        for path in sorted(glob.glob(os.path.join(root, "versions", v + ".*", "bin", "python" + v))):
            found[v] = path
        if v not in found and shutil.which("python" + v):
            found[v] = shutil.which("python" + v)
    return found


# wrappers: lines (str, without line end) to bytes

def at(i, step=0.0371):
    return START + datetime.timedelta(seconds=step * i)


def join(lines, end="\n"):
    return "".join(s + end for s in lines).encode("utf-8", "surrogateescape")


def each(f):
    return lambda lines: join([f(i, s) for i, s in enumerate(lines)])


def parts(text, size):
    return [text[i:i + size] for i in range(0, len(text), size)] or [""]


def docker(size):
    def wrap(lines):
        out = []
        for i, s in enumerate(lines):
            for p in parts(s + "\n", size):
                out.append(json.dumps({"log": p, "stream": "stderr", "time": at(i).strftime("%Y-%m-%dT%H:%M:%S.%f123Z")}, ensure_ascii=i % 2 == 0,
                                      separators=(",", ":")))
        return join(out)
    return wrap


def cri(size, stream="stdout"):
    def wrap(lines):
        out = []
        for i, s in enumerate(lines):
            chunks = parts(s, size)
            for k, p in enumerate(chunks):
                out.append("%s %s %s %s" % (at(i).strftime("%Y-%m-%dT%H:%M:%S.%f789+01:00"), stream, "F" if k == len(chunks) - 1 else "P", p))
        return join(out)
    return wrap


def journald(lines):
    out = []
    for i, s in enumerate(lines):
        message = s if all(c >= " " or c == "\t" for c in s) else list(s.encode("utf-8", "surrogateescape"))  # as journalctl -o json does
        out.append(json.dumps({"__CURSOR": "s=1;i=%x" % i, "__REALTIME_TIMESTAMP": str(1795463796460123 + i * 371), "_BOOT_ID": "0c1d", "PRIORITY": "6",
                               "SYSLOG_FACILITY": "3", "_UID": "998", "_COMM": "python3", "_EXE": "/usr/bin/python3", "_SYSTEMD_UNIT": "depot.service",
                               "_TRANSPORT": "stdout", "SYSLOG_IDENTIFIER": "depot", "_PID": "4242", "_HOSTNAME": "node-b17", "MESSAGE": message}))
    return join(out)


def field(**more):
    """A shipper's JSON with the line in a field."""
    def one(i, s):
        return json.dumps({k: (s if v == "LINE" else at(i).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if v == "TIME" else v) for k, v in more.items()})
    return each(one)


WRAPPERS = {
    "plain": join,
    "crlf": lambda lines: join(lines, "\r\n"),
    "docker": docker(16384),
    "docker-split": docker(90),
    "cri": cri(8192, "stderr"),
    "cri-parts": cri(70),
    "journal-json": journald,
    "journal-short": each(lambda i, s: "%s node-b17 depot[4242]: %s" % (at(i).strftime("%b %d %H:%M:%S"), s)),
    "journal-iso": each(lambda i, s: "%s node-b17 python3.9[4242]: %s" % (at(i).strftime("%Y-%m-%dT%H:%M:%S.%f+0000"), s)),
    "syslog-pri": each(lambda i, s: "<27>%s node-b17 depot: %s" % (at(i).strftime("%b %e %H:%M:%S"), s)),
    "syslog5424": each(lambda i, s: "<27>1 %s node-b17 depot 4242 - - %s" % (at(i).strftime("%Y-%m-%dT%H:%M:%S.%fZ"), s)),
    "syslog5424-sd": each(lambda i, s: '<27>1 %s node-b17 depot 4242 ID47 [meta sequenceId="%d"][origin ip="10.0.0.7"] %s' % (
        at(i).strftime("%Y-%m-%dT%H:%M:%S.%fZ"), i, s)),
    "compose": each(lambda i, s: "depot-worker-1  | " + s),
    "compose-old": each(lambda i, s: "\x1b[36mdepot_1  |\x1b[0m " + s),
    "compose-time": each(lambda i, s: "depot-1  | %s %s" % (at(i).strftime("%Y-%m-%dT%H:%M:%S.%f123Z"), s)),
    "kubectl": each(lambda i, s: "[pod/depot-6f7d9c5b8-x2x9q/depot] " + s),
    "kubectl-time": each(lambda i, s: "%s %s" % (at(i).strftime("%Y-%m-%dT%H:%M:%S.%f456Z"), s)),
    "stern": each(lambda i, s: "depot-6f7d9c5b8-x2x9q depot " + s),
    "procfile": each(lambda i, s: "%s web.1  | %s" % (at(i).strftime("%H:%M:%S"), s)),
    "heroku": each(lambda i, s: "%s app[web.1]: %s" % (at(i).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"), s)),
    "heroku-drain": each(lambda i, s: "%d <190>1 %s host app web.1 - %s" % (len(s) + 60, at(i).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"), s)),
    "cloudwatch-tail": each(lambda i, s: "%s ecs/depot/5c1f9a3b0f %s" % (at(i).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"), s)),
    "ci": each(lambda i, s: "%s %s" % (at(i).strftime("%Y-%m-%dT%H:%M:%S.%f7Z"), s)),
    "fly": each(lambda i, s: "%s app[5683d474b4758e] fra [info]%s" % (at(i).strftime("%Y-%m-%dT%H:%M:%SZ"), s)),
    "filebeat": field(**{"@timestamp": "TIME", "@metadata": {"beat": "filebeat"}, "message": "LINE", "stream": "stderr", "kubernetes": {"pod": {"name": "depot-1"}}}),
    "fluentbit": field(**{"date": 1795463796.460123, "log": "LINE", "kubernetes": {"pod_name": "depot-1", "container_name": "depot"}, "stream": "stderr"}),
    "vector": field(**{"file": "/var/log/depot.log", "host": "node-b17", "message": "LINE", "source_type": "file", "timestamp": "TIME"}),
    "promtail": field(**{"line": "LINE", "labels": {"app": "depot"}, "ts": "TIME"}),
    "supervisor": each(lambda i, s: "%s %s" % (at(i).strftime("%Y-%m-%d %H:%M:%S,%f")[:-3], s)),
    "pm2": each(lambda i, s: "0|depot    | " + s),
    "foreman-color": each(lambda i, s: "\x1b[33m%s worker.2 | \x1b[0m%s" % (at(i).strftime("%H:%M:%S"), s)),
    "ansi-reset": each(lambda i, s: "\x1b[0m" + s),
    "mod-wsgi": each(lambda i, s: "[%s] [wsgi:error] [pid 4211:tid 140211] [remote 10.0.0.7:50312] %s" % (at(i).strftime("%a %b %d %H:%M:%S.%f %Y"), s)),
    "apache-old": each(lambda i, s: "[%s] [error] %s" % (at(i).strftime("%a %b %d %H:%M:%S %Y"), s)),
    "uwsgi-date": each(lambda i, s: "%s - %s" % (at(i).strftime("%a %b %d %H:%M:%S %Y"), s)),
    "pythonanywhere": each(lambda i, s: "%s: %s" % (at(i).strftime("%Y-%m-%d %H:%M:%S,%f")[:-3], s)),
    "passenger": each(lambda i, s: "App 4242 output: " + s),
    "xdist": each(lambda i, s: "[gw3] " + s),
    "swarm": each(lambda i, s: "depot_web.1.x7k2p9q4r1zb@node-b17    | " + s),
    "tilt": each(lambda i, s: "depot \u2502 " + s),
    "turbo": each(lambda i, s: "depot:dev: " + s),
    "skaffold": each(lambda i, s: "[depot] " + s),
    "overmind": each(lambda i, s: "\x1b[38;5;2mweb    | \x1b[0m" + s),
    "ts": each(lambda i, s: "%s %s" % (at(i).strftime("%b %d %H:%M:%S"), s)),
    "ts-elapsed": each(lambda i, s: "00:00:%02d %s" % (i // 9 % 60, s)),
    "tai64n": each(lambda i, s: "@4000000068f2a1b2%08x %s" % (i * 371000, s)),
    "s6": each(lambda i, s: "%s  %s" % (at(i).strftime("%Y-%m-%d %H:%M:%S.%f123"), s)),
    "gitlab-ci": each(lambda i, s: "%s 01E %s" % (at(i).strftime("%Y-%m-%dT%H:%M:%S.%fZ"), s)),
    "jenkins": each(lambda i, s: "[%sZ] %s" % (at(i).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3], s)),
    "render": each(lambda i, s: "%s  %s" % (at(i).strftime("%b %d %I:%M:%S %p"), s)),
    "digitalocean": each(lambda i, s: "[depot] [%s] %s" % (at(i).strftime("%Y-%m-%d %H:%M:%S"), s)),
    "logcli": each(lambda i, s: '%s {app="depot", pod="depot-1"} %s' % (at(i).strftime("%Y-%m-%dT%H:%M:%SZ"), s)),
    "journal-precise": each(lambda i, s: "%s node-b17 depot[4242]: %s" % (at(i).strftime("%b %d %H:%M:%S.%f"), s)),
    "journal-monotonic": each(lambda i, s: "[%12.6f] node-b17 depot[4242]: %s" % (81234.5 + i * 0.0371, s)),
    "journal-unix": each(lambda i, s: "%.6f node-b17 depot[4242]: %s" % (1795463796.4 + i * 0.0371, s)),
    "journal-full": each(lambda i, s: "%s UTC node-b17 depot.service[4242]: %s" % (at(i).strftime("%a %Y-%m-%d %H:%M:%S"), s)),
    "kubectl-prefix-time": each(lambda i, s: "[pod/depot-6f7d9c5b8-x2x9q/depot] %s %s" % (at(i).strftime("%Y-%m-%dT%H:%M:%S.%f456Z"), s)),
    "trimmed": each(lambda i, s: ("depot-6f7d9c5b8-x2x9q depot " + s).rstrip(" ")),
    "sd-daemon": each(lambda i, s: "<3>" + s),
    "gelf": field(version="1.1", host="node-b17", short_message="LINE", timestamp=1795463796.46, level=3, _container_name="depot"),
    "gcp-export": field(insertId="1x2y", textPayload="LINE", timestamp="TIME", severity="ERROR", logName="projects/p/logs/stderr",
                        resource={"type": "k8s_container", "labels": {"pod_name": "depot-1"}}),
    "cloudwatch-json": field(timestamp=1795463796460, message="LINE", ingestionTime=1795463797000, logStreamName="ecs/depot/5c1f"),
    "splunk": field(time=1795463796.46, host="node-b17", source="stderr", sourcetype="python", event="LINE"),
    "firelens": field(container_id="5c1f9a3b0f", container_name="depot", source="stderr", log="LINE", ecs_cluster="prod"),
    "fluentd": each(lambda i, s: "%s\tdocker.depot\t%s" % (at(i).strftime("%Y-%m-%dT%H:%M:%S+00:00"), json.dumps({"log": s, "stream": "stderr"}))),
    "logstash-json": field(**{"@timestamp": "TIME", "@version": "1", "host": {"name": "node-b17"}, "message": "LINE", "tags": ["beats"]}),
}


def docker_of(inner):
    def wrap(lines):
        return docker(16384)(WRAPPERS[inner](lines).decode("utf-8", "surrogateescape").split("\n")[:-1])
    return wrap


WRAPPERS["docker-in-syslog"] = lambda lines: WRAPPERS["journal-short"](docker(16384)(lines).decode("utf-8", "surrogateescape").split("\n")[:-1])
WRAPPERS["compose-in-docker"] = docker_of("compose")
WRAPPERS["cri-in-filebeat"] = lambda lines: WRAPPERS["filebeat"](cri(8192)(lines).decode("utf-8", "surrogateescape").split("\n")[:-1])


# running

class Normal:
    """Replaces the names of directories that only this machine has."""

    def __init__(self, python, version, number):
        self.root, self.lib = ROOTS[number % len(ROOTS)], LIBS[number % len(LIBS)]
        prefix = os.path.dirname(os.path.dirname(python))
        self.pairs = [(os.path.join(prefix, "lib", "python" + version), self.lib % version), (os.path.join(prefix, "bin"), "/usr/local/bin"),
                      (STREAMS, self.root), (prefix, "/usr/local")]

    def __call__(self, text):
        for old, new in self.pairs:
            text = text.replace(old, new)
        text = re.sub(r"/tmp/plugins-\w+", "/tmp/plugins-a1", text)
        if self.root.startswith("C:"):
            slash = "\\\\" if "\\\\" in self.root else "\\"
            text = re.sub(re.escape(self.root) + r"[\w./-]*", lambda m: m.group().replace("/", slash), text)
        return text

    def deep(self, x):
        if isinstance(x, str):
            return self(x)
        if isinstance(x, list):
            return [self.deep(v) for v in x]
        if isinstance(x, dict):
            return {k: self.deep(v) for k, v in x.items()}
        return x

    def log(self, text, escaped):
        """In lines that the program escaped itself (JSON) a backslash is written twice and a letter may be escaped."""
        twin = Normal.__new__(Normal)
        twin.root = json.dumps(self.root)[1:-1]
        twin.pairs = [(old, twin.root if old == STREAMS else new) for old, new in self.pairs]
        return "\n".join((twin if escaped and re.match(escaped, s) else self)(s) for s in text.split("\n"))


def run(python, version, number, program, setup, how, extra):
    with tempfile.TemporaryDirectory() as work:
        truth = os.path.join(work, "truth")
        open(truth, "w").close()
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONIOENCODING": "utf-8:backslashreplace", "PYTHONDONTWRITEBYTECODE": "1",
                       "PYTHONPATH": STREAMS, "PYTHONUNBUFFERED": "1", "TZ": "UTC", "HOME": "/root"}
        environment.update(extra)
        arguments = [program, setup, truth]
        command = {"file": [os.path.join(STREAMS, "harness.py")] + arguments, "module": ["-m", "harness"] + arguments,
                   "command": ["-c", "import harness; harness.main()"] + arguments}[how]
        p = subprocess.run([python] + command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment, cwd=work, timeout=60)
        normal = Normal(python, version, number)
        classes = setups.CLASSES.get(setup)
        inside = r"\{" if classes is not None and issubclass(classes, setups.Json) else {"escaped": "20", "logfmt": "ts="}.get(setup)
        text = p.stdout.decode("utf-8", "surrogateescape")
        text = normal.log(text, inside)
        with open(truth) as f:
            events = [normal.deep(json.loads(s)) for s in f]
        full = subprocess.run([python, "-c", "import platform; print(platform.python_version())"], stdout=subprocess.PIPE).stdout.decode().strip()
        return text, events, full


def lines_of(text):
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def save(out, name, data, events, meta):
    folder = os.path.join(out, name)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "input.log"), "wb") as f:
        f.write(data)
    with open(os.path.join(folder, "expected.json"), "w") as f:
        f.write('{"events": [\n%s\n]}\n' % ",\n".join(json.dumps(e, sort_keys=True) for e in events))
    with open(os.path.join(folder, "meta.json"), "w") as f:
        json.dump(meta, f, indent=1, sort_keys=True)
        f.write("\n")


# the cases

from cases import CASES, MIXES, spread  # noqa: E402


def make(out, found, number, case):
    program, setup, wrapper, version = case[:4]
    options = case[4] if len(case) > 4 else {}
    if version not in found:
        return "no CPython %s" % version
    text, events, full = run(found[version], version, options.get("root", number), program, setup, options.get("how", "file"), options.get("env", {}))
    name = "%s--%s--%s--py%s" % (program.split(".")[1].replace("_", "-"), setup, wrapper, version)
    bare = setup in setups.BARE
    save(out, name, WRAPPERS[wrapper](lines_of(text)), events, {"scenario": program, "setup": "default" if bare else setup, "wrapper": wrapper, "python": full})
    return None if events or options.get("quiet") else "%s: nothing recorded" % name


def mix(out, found, number, case):
    """Several processes in one stream: lines change hands at random, after at most so many."""
    name, members, prefix, most = case
    rng = random.Random(name)
    streams, events = [], []
    for k, (program, setup, version) in enumerate(members):
        if version not in found:
            return "no CPython %s" % version
        text, some, _ = run(found[version], version, number + k, program, setup, "file", {})
        streams.append([prefix % {"n": k + 1, "pid": 4211 + k, "name": ("web", "worker", "beat", "cron")[k]} + s for s in lines_of(text)])
        events += some
    out_lines = []
    while any(streams):
        s = rng.choice([s for s in streams if s])
        for _ in range(rng.randint(1, most)):
            if s:
                out_lines.append(s.pop(0))
    save(out, "mix-" + name, join(out_lines), events,
         {"scenario": "mix", "setup": members[0][1], "wrapper": "mix-" + ("prefix" if prefix else "bare"), "python": "mixed"})
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rotate", type=int, default=0, help="pair programs with other set-ups, wrappers and versions")
    parser.add_argument("out")
    a = parser.parse_args()
    found = pythons()
    jobs = [(make, i, c) for i, c in enumerate(spread(2, a.rotate) if a.rotate else CASES) if a.only in "--".join(c[:4])] + [(mix, i, c) for i, c in enumerate(MIXES) if a.only in "mix-" + c[0]]
    with concurrent.futures.ThreadPoolExecutor(a.jobs) as pool:
        futures = [(pool.submit(f, a.out, found, i, c), c) for f, i, c in jobs]
        for f, c in futures:
            try:
                trouble = f.result()
            except Exception as e:
                trouble = "%s: %r" % (c[:4], e)
            if trouble:
                print(trouble)
    print("%d cases in %s" % (len(jobs), a.out))


if __name__ == "__main__":
    main()
