// Runs one of the scripts beside it on CPython 3.14, which npm's package "pyodide" (314.0.7) carries as WebAssembly:
//   npm install pyodide@314.0.7 && node pyodide.mjs FOLDER SCRIPT
// There are no sockets, so the event loop gets a selector that only sleeps.
import { loadPyodide } from "pyodide";

const [folder, script] = process.argv.slice(2);
const lines = [];
const python = await loadPyodide({ stdout: (line) => lines.push(line), stderr: (line) => console.error(line) });
python.mountNodeFS("/data", folder);
python.runPython(`
import asyncio
import selectors
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


asyncio.new_event_loop = _UnixSelectorEventLoop
asyncio._set_running_loop(None)
warnings.simplefilter("ignore")
path = "/data/${script}"
with open(path) as stream:
    source = stream.read()
exec(compile(source, path, "exec"), {"__name__": "__main__", "__file__": path})
`);
console.log(lines.join("\n"));
