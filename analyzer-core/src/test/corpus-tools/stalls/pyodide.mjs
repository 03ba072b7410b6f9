// Runs run.py on CPython 3.14, which npm's package "pyodide" (314.0.7) carries as WebAssembly:
//   node pyodide.mjs FOLDER_OF_PYODIDE STALLS STREAMS MODULE.FUNCTION SETUP START:SCALE
// There are no threads and no sockets, so the event loop gets a selector that only sleeps. Lines go out at once: the process is killed.
import fs from "node:fs";

const [home, stalls, streams, program, setup, clock] = process.argv.slice(2);
const { loadPyodide } = await import(home + "/pyodide.mjs");
const print = (line) => fs.writeSync(1, line + "\n");
const python = await loadPyodide({ stdout: print, stderr: print });
python.mountNodeFS("/srv", stalls);
python.mountNodeFS("/streams", streams);
python.runPython(`
import asyncio
import os
import selectors
import sys
import time
import warnings


class Sleeper(selectors._BaseSelectorImpl):
    def select(self, timeout=None):
        if timeout:
            time.sleep(timeout)
        return []


class _UnixSelectorEventLoop(asyncio.base_events.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = Sleeper()

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


asyncio.run = asyncio.run.__wrapped__  # pyodide's own goes through the browser's loop
time.sleep = time.sleep.__wrapped__
asyncio.new_event_loop = asyncio.events.new_event_loop = _UnixSelectorEventLoop
asyncio._set_running_loop(None)
warnings.simplefilter("ignore")
os.environ.update(CLOCK="${clock}:%r" % time.time(), THREADS="/tmp/threads", TZ="UTC")
sys.dont_write_bytecode = True
sys.path[:0] = ["/srv", "/streams"]
sys.argv = ["/srv/run.py", "${program}", "${setup}"]
import run
run.main()
`);
process.exit(0);
