"""The CPythons that run the programs: those installed, and 3.14 as WebAssembly."""
import os
import subprocess

import make_streams

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, "programs")


class Clean(make_streams.Normal):
    """Replaces the names of directories that only this machine has."""

    def __init__(self, version, *pairs):
        self.root = "/srv/app"
        library = "/usr/local/lib/python" + version
        self.pairs = [(os.path.join(PROGRAMS, "site-packages"), library + "/site-packages"), (PROGRAMS, self.root),
                      (HERE, self.root)]
        self.pairs += pairs


class Installed:
    def __init__(self, version, path):
        self.path = path
        prefix = os.path.dirname(os.path.dirname(path))
        library = os.path.join(prefix, "lib", "python" + version)
        self.clean = Clean(version, (library, "/usr/local/lib/python" + version), (prefix, "/usr/local"))

    def output(self, arguments, work, environment):
        """What run.py writes, both streams in the order of writing."""
        p = subprocess.run([self.path, os.path.join(HERE, "run.py")] + arguments, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT,
                           stdin=subprocess.DEVNULL, env=environment, cwd=work, timeout=120)
        return self.clean(p.stdout.decode("utf-8", "replace"))

    def full_version(self):
        return subprocess.check_output([self.path, "-c", "import platform; print(platform.python_version())"], text=True).strip()


class Pyodide:
    """`folder` is where "npm install pyodide@314.0.7" was called."""

    def __init__(self, version, folder):
        self.folder = os.path.abspath(folder)
        self.clean = Clean(version, ("/lib/python314.zip", "/usr/local/lib/python" + version))

    def output(self, arguments, work, environment):
        command = ["node", os.path.join(HERE, "pyodide.mjs"), self.folder, os.path.join(HERE, "run.py"), work] + arguments
        p = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                           env=environment, cwd=work,
                           timeout=120)
        with open(os.path.join(work, "stderr"), "rb") as f:
            return self.clean((f.read() + p.stdout).decode("utf-8", "replace"))

    def full_version(self):
        return "3.14.2"


def found(folder):
    """By version; `folder` is that of pyodide, or None."""
    out = {version: Installed(version, path) for version, path in make_streams.pythons().items()}
    if folder:
        out["3.14"] = Pyodide("3.14", folder)
    return out
