"""Programs without an event loop that fail (Python 3.6 and later)."""
import _thread
import ast
import concurrent.futures
import contextlib
import functools
import gc
import importlib
import logging
import logging.handlers
import pickle
import queue
import re
import signal
import sqlite3
import sys
import tempfile
import threading
import time
import traceback
import warnings

import harness

log = logging.getLogger("observatory.dome")


class fogged(Exception):
    """A class whose name starts small and tells nothing."""


class Overexposed(Exception):
    pass


class MirrorFault(Overexposed):
    def __init__(self, mirror, **more):
        super().__init__(mirror)
        self.mirror, self.more = mirror, more

    def __str__(self):
        return "mirror %s: %s" % (self.mirror, self.more)


def printed(e=None, **more):
    harness.note("printed", sys.exc_info()[1])
    traceback.print_exc(**more)


def slew(target):
    return {"vega": 1}[target]


def track(target):
    try:
        return slew(target)
    except KeyError as e:
        raise MirrorFault("M1", target=target) from e


def expose(target):
    try:
        return track(target)
    except Overexposed:
        raise OSError(28, "No space left on device", "/data/%s.fits" % target)


def rotate(target):
    try:
        expose(target)
    except OSError:
        try:
            slew("deneb")
        finally:
            raise fogged("dome is fogged") from None


def logged(f, text="failed", *args):
    try:
        f()
    except BaseException:
        log.exception(text, *args)


def chains():
    for name, f in (("track", track), ("expose", expose), ("rotate", rotate)):
        logged(lambda: f("algol"), "%s failed", name)
    log.info("end of the night")


def nested_handlers():
    """Each level logs and raises again: the same failure three times."""
    def inner():
        try:
            track("mira")
        except MirrorFault:
            log.exception("inner: retry")
            raise

    def middle():
        try:
            inner()
        except MirrorFault as e:
            log.error("middle: %s", e, exc_info=True)
            raise RuntimeError("exposure aborted") from e
    logged(middle, "outer: giving up")
    log.info("closed")


def reraised_with_context():
    def close():
        raise ConnectionError("port is gone")

    def work():
        try:
            slew("rigel")
        finally:
            close()
    logged(work, "while closing")

    def thrice():
        try:
            try:
                slew("a")
            except KeyError:
                raise ValueError
        except ValueError:
            raise fogged
    logged(thrice, "no words")
    log.info("still here")


def messages():
    texts = ["{\n  \"status\": 500,\n  \"error\": {\"code\": \"E17\"}\n}", "status: 500\nheaders:\n  x-a: 1\n\n{\"a\": [1,\n 2]}", ": colon first", "ends with colon:",
             "a\rb", "tab\tand\x0bvertical\x0cfeed", "nel\x85and\u2028separator", "SELECT *\nFROM stars\nWHERE ra > 3\n  AND dec < 7;\n-- end",
             "- item\n- item\n\n* item", "\u05e9\u05dc\u05d5\u05dd \u202e\u05e2\u05d5\u05dc\u05dd\u202c", "\u671b\u9060\u93e1\u304c\u58ca\u308c\u305f \U0001f52d",
             "(psycopg.errors.UniqueViolation) duplicate key\nDETAIL:  Key (id)=(17) already exists.\n\n[SQL: INSERT INTO stars VALUES (%s)]\n[parameters: (17,)]\n"
             "(Background on this error at: https://sqlalche.me/e/20/gkpj)",
             "1 validation error for Star\nmagnitude\n  Input should be a valid number [type=float_parsing, input_value='x', input_type=str]\n"
             "    For further information visit https://errors.pydantic.dev/2.5/v/float_parsing",
             "x" * 3000, "'quoted' \"twice\" \\n not a line end", "100% of {it} %s %(x)s", "<html>\n<body>\n  <h1>502</h1>\n</body>\n</html>"]
    for t in texts:
        logged(functools.partial(shout, t), "readout failed")
    log.info("%d texts", len(texts))


def shout(text):
    raise Overexposed(text)


def lookalikes():
    """Messages whose lines look like other records, frames or chains."""
    for t in ("worker said:\nTraceback (most recent call last):\n  File \"/opt/worker.py\", line 3, in go\n    run()\nValueError: bad seed",
              "retry 1: timeout\nretry 2: timeout\nOSError: gone",
              "at 19:00:00 ERROR it was\nINFO was not", "context:\n  File \"/etc/dome.conf\", line 9\n    angle = = 3\n            ^\nsyntax is wrong"):
        logged(functools.partial(shout, t), "job failed")
        log.info("next job")
    log.info("jobs done")


def carried():
    """A child's traceback carried in the parent's message."""
    try:
        expose("spica")
    except OSError:
        text = traceback.format_exc()
    logged(lambda: shout("child failed:\n" + text), "parent failed")
    log.info("end")
    logged(lambda: shout("child failed:\n\n" + text), "parent failed again")
    log.info("end")


def empty_words():
    for cls in (fogged, Overexposed, LookupError, TimeoutError, concurrent.futures.CancelledError, queue.Empty, StopIteration, ArithmeticError):
        logged(functools.partial(throw, cls), "")
        log.info("next")
    logged(functools.partial(shout, ""), "empty")
    logged(functools.partial(shout, None), "none")
    logged(functools.partial(throw, Overexposed(1, "two", [3])), "many")
    log.info("end")


def throw(e):
    raise e


def syntax():
    for text in ("x = (1 + 2\n\ny = 3\n", "def f():\n\treturn 1\n    x\n", "class A:\ndef g(): pass\n", "f'{a b}'\n", "x = 12abc\n", "'''never\nclosed\n", "for in range(3): pass\n",
                 "lambda: (yield)\nawait x\n", "a = \u201cquoted\u201d\n", "x = {'a': 1, 'b' 2}\n", "else:\n  pass\n", "\tx = 1\n y = 2\n", "del f()\n", "nonlocal z\n",
                 "import a.b as\n", "\u540d\u524d = '\u5024' \u540d\u524d2\n", "f(**k, *a)\n", "x" * 300 + " = = 1\n", "break\n", "def f(a, a): pass\n", "from __future__ import nope\n", "\\ \nx"):
        logged(lambda: compile(text, "plans/night 7.py", "exec"), "plan refused")
    logged(lambda: ast.literal_eval("[1, 2"), "literal refused")
    logged(lambda: eval("1 +"), "expression refused")

    def wrapped():
        try:
            ast.literal_eval("{'a':}")
        except SyntaxError as e:
            raise ValueError("bad setting") from e
    logged(wrapped, "setting refused")
    log.info("plans read")


def syntax_uncaught():
    log.info("loading")
    exec(compile("def f():\n    return (\n", "<plan 9>", "exec"))


def carets():
    """Sources of many widths, on which CPython puts carets and tildes."""
    scope = {"slew": slew}
    source = ("def wide(stars):\n    return stars['\u661f\u661f'] + slew('\u661f') * stars['\U0001f52d'][0]['x']\n"
              "def tabs(x):\n\tif x:\n\t\treturn (slew(x) +\n\t\t\tslew('nope'))\n"
              "def rtl(x):\n    \u05db\u05d5\u05db\u05d1 = slew('vega'); return \u05db\u05d5\u05db\u05d1 + x['\u05e9']\n"
              "def long(x):\n    return " + " + ".join("slew('vega')" for _ in range(60)) + " + x['gone']\n"
              "def multi(x):\n    return slew(\n        'vega'\n    ) + x[\n        'a'\n    ][\n        'b'\n    ](\n        1, 2,\n        3\n    )\n"
              "def caret(x):\n    return x ^ x ^ (~x ^ ~~x) ^ 'text'\n")
    with tempfile.NamedTemporaryFile("w", prefix="plugins-", suffix=".py", encoding="utf-8") as f:
        f.write(source)
        f.flush()
        exec(compile(source, f.name, "exec"), scope)
        for name, x in (("wide", {"\u661f\u661f": 1}), ("tabs", "vega"), ("rtl", {}), ("long", {}), ("multi", {"a": {"b": len}}), ("multi", {"a": {}}), ("caret", 3)):
            logged(lambda: scope[name](x), "%s source", name)
    log.info("end")


def places():
    """Frames of odd names."""
    class Body:
        angle = 1
    logged(lambda: exec("class Plan:\n    step = slew('x')\n", {"slew": slew}), "class body")
    logged(lambda: [slew(t) for t in ("vega", "y")], "list")
    logged(lambda: {t: slew(t) for t in ("vega", "y")}, "dict")
    logged(lambda: max(slew(t) for t in ("vega", "y")), "generator")
    logged(lambda: list(map(lambda t: (lambda u: slew(u))(t), ["z"])), "lambdas")
    logged(lambda: eval("eval('slew(\"w\")')", {"slew": slew}), "eval of eval")
    logged(lambda: re.sub("a", lambda m: slew(m.group()), "bab"), "re")
    logged(lambda: sorted([3, "x"]), "sorted")
    logged(lambda: importlib.import_module("observatory.nowhere.at_all"), "import")
    logged(lambda: pickle.loads(b"\x80\x04cobservatory.dome\nNoSuch\n."), "pickle")
    logged(lambda: sqlite3.connect(":memory:").execute("select * from stars"), "sql")
    logged(lambda: re.compile("(unclosed"), "regex")
    logged(lambda: int("x" * 90), "int")
    logged(lambda: contextlib.ExitStack().enter_context(Body()), "context")
    logged(lambda: getattr(Body(), "ra dec"), "attribute")

    @contextlib.contextmanager
    def shutter():
        yield
        slew("shutter")

    def use():
        with shutter():
            log.info("open")
    logged(use, "shutter")
    log.info("end")


def broken_module():
    folder = tempfile.mkdtemp(prefix="plugins-")
    with open(folder + "/filter_wheel.py", "w") as f:
        f.write("import observatory.dome as d\nWHEEL = d.track('plugin')\n")
    sys.path.insert(0, folder)
    logged(lambda: importlib.import_module("filter_wheel"), "plugin")
    log.info("going on")
    import filter_wheel  # noqa: F401


def recursions():
    sys.setrecursionlimit(250)

    def fall(n):
        return fall(n + 1)

    def there(n):
        return back(n)

    def back(n):
        return there(n)

    def chained():
        try:
            fall(0)
        except RecursionError as e:
            raise fogged("too deep\nto see") from e
    logged(lambda: fall(0), "fell")
    logged(lambda: there(0), "to and fro")
    logged(chained, "chained")

    def count_down(n):
        if n == 0:
            slew("bottom")
        count_down(n - 1)
    logged(lambda: count_down(4), "repeated %d times", 4)
    logged(lambda: count_down(3), "repeated")
    logged(lambda: count_down(12), "repeated")
    log.info("end")


def prints():
    """Tracebacks printed by hand in several ways, between records."""
    log.info("one")
    try:
        expose("antares")
    except OSError as e:
        printed()
        log.info("two")
        harness.note("printed", e)
        sys.stderr.write("".join(traceback.TracebackException(type(e), e, e.__traceback__).format()))
        log.info("three")
        harness.note("printed", e)
        print(traceback.format_exc(), file=sys.stderr, flush=True)
        log.info("four")
        event = harness.tree(e)
        event.pop("context", None)
        harness.write({"kind": "printed", "exception": event})
        traceback.print_exception(type(e), e, e.__traceback__, chain=False)
        log.info("five")
        traceback.print_stack()
        sys.stderr.write("retrying in 3 s\n")
        printed()
        printed()
    log.info("six")


def with_locals():
    """TracebackException with capture_locals: values below each frame."""
    log.info("one")
    try:
        track("capella")
    except MirrorFault as e:
        harness.note("printed", e)
        sys.stderr.write("".join(traceback.TracebackException(type(e), e, e.__traceback__, capture_locals=True).format()))
    log.info("two")


def hooks_fail():
    """sys.excepthook fails itself: two tracebacks."""
    def hook(cls, e, tb):
        slew("hook")

    log.info("one")

    class Broken(Exception):
        pass
    e = None
    try:
        hook(None, None, None)
    except KeyError as x:
        e = x
    del e
    before = sys.excepthook

    def noting(cls, e, tb):
        try:
            hook(cls, e, tb)
        except KeyError as x:
            harness.write({"kind": "printed", "exception": dict(harness.tree(x), context=None, frames=harness.frames_of(x.__traceback__))})
            harness.note("printed", e, tb, plain_main=sys.version_info >= (3, 13))
            raise
    sys.excepthook = noting
    assert before
    track("hooked")


def raw_thread():
    """A thread without the threading module."""
    done = threading.Event()

    def run():
        done.set()
        track("raw")
    before = getattr(sys, "unraisablehook", None)
    assert before
    _thread.start_new_thread(run, ())
    done.wait()
    time.sleep(0.05)
    log.info("end")


def threads():
    def run(what):
        if what == "chain":
            expose("thread")
        if what == "exit":
            raise SystemExit(3)
        throw(fogged("in a thread\nof two lines") if what == "lines" else fogged)
    for name, what in (("guide camera", "chain"), ("Thread-12 (poll)", "lines"), ("asyncio_0", "none"), ("worker:3", "lines"), ("x", "exit")):
        t = threading.Thread(target=run, args=(what,), name=name)
        t.start()
        t.join()
        log.info("joined %s", name)
    t = threading.Thread(target=track, args=("last",))
    t.start()
    t.join()


def processes():
    import multiprocessing
    with concurrent.futures.ProcessPoolExecutor(1) as pool:
        logged(pool.submit(expose, "remote").result, "remote")
        logged(pool.submit(slew, "remote").result, "remote")
        logged(lambda: list(pool.map(track, ["vega", "far"])), "map")
    log.info("pool closed")
    with multiprocessing.get_context("fork").Pool(1) as pool:
        logged(lambda: pool.apply(track, ("pool",)), "apply")
        r = pool.map_async(slew, ["x", "y"])

        def chained():
            try:
                r.get()
            except KeyError as e:
                raise fogged("night lost") from e
        logged(chained, "chained")
    log.info("end")


def died():
    import os
    with concurrent.futures.ProcessPoolExecutor(1) as pool:
        logged(pool.submit(os._exit, 3).result, "pool died")
    log.info("end")


def unraisables():
    class Lens:
        def __del__(self):
            shout("would not\nclose")

    class Plain:
        def __del__(self):
            slew("plain")

        def __repr__(self):
            return "<Plain at the\ndome>"
    Lens()
    log.info("lens gone")
    ring = [Plain()]
    ring.append(ring)
    del ring
    gc.collect()
    log.info("ring gone")
    gc.callbacks.append(lambda phase, info: slew(phase))
    gc.collect()
    gc.callbacks.clear()
    log.info("collected")


def signals():
    def on_alarm(number, frame):
        raise TimeoutError("alarm %d" % number)
    signal.signal(signal.SIGALRM, on_alarm)
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    logged(lambda: time.sleep(1), "alarm")

    def stop():
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.raise_signal(signal.SIGINT) if hasattr(signal, "raise_signal") else throw(KeyboardInterrupt())
    logged(stop, "stopped by hand")
    logged(lambda: sys.exit("closing the dome"), "exit")
    logged(lambda: sys.exit(2), "exit")
    log.info("end")


def records():
    """What logging itself can do with an exception."""
    e = None
    try:
        track("arcturus")
    except MirrorFault as x:
        e = x
    log.error("given later", exc_info=e)
    log.warning("as a triple\nwith a second line", exc_info=(type(e), e, e.__traceback__))
    log.info("stack only", stack_info=True)
    log.error("both", exc_info=e, stack_info=True)
    log.critical("", exc_info=e)
    log.debug("not shown", exc_info=e)
    log.error("%s", e, exc_info=e)
    log.error(e, exc_info=e)
    log.error({"star": "arcturus", "n": 3}, exc_info=e)
    logging.getLogger("observatory.dome.child with blanks").error("odd logger", exc_info=e)
    logging.getLogger().error("root", exc_info=e)
    log.log(35, "odd level", exc_info=e)
    log.error("a: b: c - d | e [f] {g} (h)", exc_info=e)
    log.error("ValueError: not this one", exc_info=e)
    log.info("end")


def logging_breaks():
    log.info("%s %s", "one")
    log.error("%d", "x", exc_info=False)
    try:
        slew("fmt")
    except KeyError:
        log.exception("%i stars", "many")
    log.info("%(a)s", {"b": 1})
    log.info("fine")


def queued():
    """Through a QueueHandler, which puts the traceback into the message."""
    root = logging.getLogger()
    handlers = root.handlers[1:]
    q = queue.Queue()
    listener = logging.handlers.QueueListener(q, *handlers)
    root.handlers[1:] = [logging.handlers.QueueHandler(q)]
    listener.start()
    logged(lambda: expose("queued"), "through a queue")
    log.info("one")
    logged(lambda: rotate("queued"), "through a queue again")
    listener.stop()
    root.handlers[1:] = handlers
    log.info("end")


def noisy():
    """Warnings, dumps and loose words between the failures."""
    import faulthandler
    warnings.simplefilter("always")
    for i in range(4):
        log.info("frame %d", i)
        warnings.warn("gain %d is deprecated" % i, FutureWarning, stacklevel=2)
        logged(lambda: track("noise"), "frame %d lost", i)
        log.info("going on")
        print("progress: %d%%" % (i * 25), flush=True)
        if i == 2:
            faulthandler.dump_traceback(2, all_threads=False)
        sys.stderr.write("  indented words\n\n\twords after a tab\n")
        log.warning("words above")
    printed_later = [1]
    del printed_later
    log.info("end")


def uncaught_words():
    log.info("start")
    logged(lambda: track("first"), "caught")
    log.info("going on")
    print("loose words", flush=True)
    shout("the end:\n\n  of the night\n")


def uncaught_exit():
    log.info("start")
    try:
        expose("exit")
    except OSError as e:
        raise fogged from e


def close_calls():
    """Records in a row, no line between them."""
    for i in range(5):
        logged(lambda: (track if i % 2 else expose)("close%d" % i), "call %d", i)


def service():
    """A service with an access log and a failure now and then."""
    access = logging.getLogger("observatory.access")
    for i in range(8):
        access.info('127.0.0.%d - "GET /stars/%d?x=%%20 HTTP/1.1" %d', i, i, 500 if i % 3 == 2 else 200)
        if i % 3 == 2:
            logged(lambda: (expose, track, rotate)[i // 3 % 3]("s%d" % i), "GET /stars/%d failed", i)
        log.debug("not shown")
        log.warning("slow answer: %d ms", i * 17)
    log.info("bye")
