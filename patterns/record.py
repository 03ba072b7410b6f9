#!/usr/bin/env python3
"""Runs the patterns' programs under every CPython found and keeps what they print.

usage: record.py [--check] [ID]...        without ID: all patterns

For each pattern and each Python that it applies to (3.8 and later, found as pyenv versions and as python3.N on the PATH):
reproducer.py must print the text that its docstring announces ("Prints: ..."), fixed.py must not, and must stay silent but for
what it prints on standard output and INFO records. The output of the reproducer is kept in examples/py3.N.log if pattern.yaml
names that file. In it, the directory of the program becomes /srv/app, and Python's own /usr/local. --check writes nothing.
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
OLDEST = (3, 8)
NOISE = re.compile(r"Traceback|ERROR|CRITICAL|WARNING|Warning:|Exception ignored")


def pythons():
    """Version -> executable, oldest first."""
    found = {}
    candidates = glob.glob(os.path.expanduser("~/.pyenv/versions/3.*/bin/python"))
    candidates += [p for p in (shutil.which("python3.%d" % n) for n in range(8, 20)) if p]
    for path in candidates:
        answer = subprocess.run([path, "-c", "import sys; print(*sys.version_info[:2])"],
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if answer.returncode == 0:
            version = tuple(int(n) for n in answer.stdout.split())
            if version >= OLDEST:
                found.setdefault(version, path)
    return dict(sorted(found.items()))


def applies(text, version):
    """Whether applies_to (3.8+, 3.8-3.11) covers a version."""
    match = re.search(r"^applies_to: *['\"]?(\d+)\.(\d+)(\+|-(\d+)\.(\d+))?", text, re.M)
    first = (int(match[1]), int(match[2]))
    last = (int(match[4]), int(match[5])) if match[4] else (99, 0) if match[3] else first
    return first <= version <= last


def run(python, folder, program):
    """What a program prints on both streams, with directory names replaced."""
    with tempfile.TemporaryDirectory() as work:
        shutil.copy(os.path.join(folder, program), work)
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        done = subprocess.run([python, os.path.join(work, program)], cwd=work, env=environment, timeout=60,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        base = os.path.dirname(os.path.dirname(os.path.realpath(python)))
        text = done.stdout.decode("utf-8", "replace")
        return text.replace(os.path.realpath(work), "/srv/app").replace(work, "/srv/app").replace(base, "/usr/local")


def main():
    check = "--check" in sys.argv
    wanted = [a for a in sys.argv[1:] if not a.startswith("-")]
    if "--help" in sys.argv:
        print(__doc__)
        return 0
    found = pythons()
    print("CPython", ", ".join("%d.%d" % v for v in found))
    faults = 0
    for folder in sorted(glob.glob(os.path.join(HERE, "*", ""))):
        name = os.path.basename(os.path.dirname(folder))
        if wanted and name not in wanted:
            continue
        with open(os.path.join(folder, "pattern.yaml")) as f:
            text = f.read()
        with open(os.path.join(folder, "reproducer.py")) as f:
            announced = re.search(r"^Prints: (.+)$", f.read(), re.M)[1]
        for version, python in found.items():
            if not applies(text, version):
                continue
            label = "%s under %d.%d" % (name, *version)
            printed = run(python, folder, "reproducer.py")
            if announced not in printed:
                faults += 1
                print("%s: the reproducer does not print %r, but\n%s" % (label, announced, printed))
            fixed = run(python, folder, "fixed.py")
            if announced in fixed or NOISE.search(fixed):
                faults += 1
                print("%s: the fixed program is not silent:\n%s" % (label, fixed))
            example = "py%d.%d.log" % version
            if example in text and not check:
                os.makedirs(os.path.join(folder, "examples"), exist_ok=True)
                with open(os.path.join(folder, "examples", example), "w") as f:
                    f.write(printed)
    print("%d faults" % faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
