#!/usr/bin/env python3
"""Puts one small log into every wrapper of make_streams.py and says in which ones COMMAND does not find its two events.

usage: wrappers.py COMMAND...   (for example wrappers.py ./tracestitch analyze --no-redact --format events)
"""
import json
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import make_streams  # noqa: E402

TEXT = """\
2026-11-24 17:15:39,100 INFO depot: start
2026-11-24 17:15:39,120 ERROR depot: failed
Traceback (most recent call last):
  File "/code/depot/yard.py", line 59, in take
    return count(shelf) - n
KeyError: 'b0'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/code/depot/yard.py", line 61, in take
    raise Shortage(shelf, 0) from e
depot.yard.Shortage: b2: only 0 left
2026-11-24 17:15:40,120 INFO depot: next
Exception in thread poller 1:
Traceback (most recent call last):
  File "/code/depot/yard.py", line 59, in take
    return count(shelf) - n
KeyError: 'b0'
2026-11-24 17:15:41,120 INFO depot: end
""".split("\n")[:-1]
WANTED = [("exception-logged", "depot.yard.Shortage", True, "b2: only 0 left"), ("exception-in-thread", "KeyError", False, "'b0'")]


def main():
    bad = 0
    with tempfile.TemporaryDirectory() as work:
        log = os.path.join(work, "app.log")
        for name, wrap in sorted(make_streams.WRAPPERS.items()):
            with open(log, "wb") as f:
                f.write(wrap(TEXT))
            p = subprocess.run(sys.argv[1:] + [log], stdout=subprocess.PIPE)
            found = []
            for s in p.stdout.decode().split("\n"):
                if s:
                    e = json.loads(s)
                    x = e.get("exception") or {}
                    found.append((e["kind"], x.get("type"), bool(x.get("cause")), x.get("message")))
            if found != WANTED:
                bad += 1
                print("%-20s %s\n    %s" % (name, str(found)[:200], wrap(TEXT).split(b"\n")[2].decode()))
    print("%d of %d wrappers wrong" % (bad, len(make_streams.WRAPPERS)))


if __name__ == "__main__":
    main()
