// Runs run.py on CPython 3.14, which npm's package "pyodide" (314.0.7) carries as WebAssembly:
//   node pyodide.mjs FOLDER_WITH_NODE_MODULES RUN.PY WORK_FOLDER PROGRAM HEADER OPTIONS TRUTH
// Standard error goes to WORK_FOLDER/stderr.
// There are no sockets, so the event loop gets a selector that only sleeps; and no processes.
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, script, work, ...rest] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(resolve(modules, "node_modules/pyodide/pyodide.mjs")));
const python = await loadPyodide();
const tools = dirname(dirname(script));
python.mountNodeFS(tools, tools);
python.mountNodeFS(work, work);
python.globals.set("paths", python.toPy({ script, tools, work, arguments: [script, ...rest] }));
python.runPython(`
import asyncio
import os
import selectors
import sys
import time


class Sleeper(selectors._BaseSelectorImpl):
    def select(self, timeout=None):
        if timeout:
            time.sleep(timeout)
        return []


class EventLoop(asyncio.base_events.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = Sleeper()

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


asyncio.new_event_loop = EventLoop
asyncio.events.new_event_loop = EventLoop
asyncio._set_running_loop(None)
os.environ["TZ"] = "UTC"
os.dup2(os.open(paths["work"] + "/stderr", os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
sys.dont_write_bytecode = True
sys.argv = list(paths["arguments"])
sys.path[:0] = [os.path.dirname(paths["script"]), paths["tools"] + "/streams"]
import runpy
runpy.run_path(paths["script"], run_name="__main__")
`);
