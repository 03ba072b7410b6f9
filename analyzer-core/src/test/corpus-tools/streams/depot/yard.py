"""Programs without an event loop that fail (Python 3.6 and later)."""
import atexit
import concurrent.futures
import configparser
import contextlib
import decimal
import functools
import io
import json
import logging
import os
import socket
import socketserver
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import unittest
import urllib.error
import urllib.request
import warnings
import weakref
import xml.etree.ElementTree
import zlib

import harness

log = logging.getLogger("depot.yard")


class StockError(Exception):
    pass


class Shortage(StockError):
    def __init__(self, sku, left):
        super().__init__(sku, left)
        self.sku, self.left = sku, left

    def __str__(self):
        return "%s: only %d left" % (self.sku, self.left)


def printed():
    """traceback.print_exc(), noted."""
    harness.note("printed", sys.exc_info()[1])
    traceback.print_exc()


def count(shelf):
    return {"a": 1}[shelf]


def take(shelf, n):
    try:
        return count(shelf) - n
    except KeyError as e:
        raise Shortage(shelf, 0) from e


def pick(order):
    try:
        return take(order, 3)
    except StockError:
        release(order)


def release(order):
    raise ConnectionResetError(104, "Connection reset by peer")


def cause_then_context():
    log.info("picking %s", "z9")
    try:
        pick("z9")
    except OSError:
        log.exception("order %s cannot be picked", "z9")
    log.info("next order")


def three_links():
    try:
        try:
            try:
                count("b")
            except KeyError:
                int("zwölf")
        except ValueError as e:
            raise StockError("inventory is off by ½") from e
    except StockError as e:
        try:
            raise RuntimeError from None
        except RuntimeError:
            log.exception("shelf")
        try:
            raise TimeoutError("no answer") from e
        except TimeoutError:
            log.error("gave up", exc_info=True)


def none_cause():
    try:
        try:
            count("q")
        except KeyError:
            raise Shortage("q", -1) from None
    except Shortage as e:
        log.warning("short: %s", e, exc_info=e)
    log.warning("done")


def forks(depth):
    if depth == 0:
        raise StockError("too deep")
    return spoons(depth - 1)


def spoons(depth):
    return knives(depth)


def knives(depth):
    return forks(depth)


def ring():
    """A recursion over three functions: nothing for Python to collapse."""
    try:
        forks(40)
    except StockError:
        log.exception("ring")
    log.info("after the ring")


def down(n):
    return down(n + 1)


def bottomless():
    sys.setrecursionlimit(300)
    try:
        down(0)
    except RecursionError:
        log.exception("no floor")
    log.info("after the fall")


def up(n):
    if n:
        try:
            up(n - 1)
        except StockError as e:
            raise StockError("step %d" % n) from e
    raise StockError("ground")


def stairs():
    """A chain of ten links."""
    try:
        up(9)
    except StockError:
        log.exception("fell")
    log.info("up again")


def bottomless_uncaught():
    sys.setrecursionlimit(200)
    log.info("start")
    down(0)


# SyntaxErrors

def rules():
    for text in ("def f(:\n  pass\n", "if x:\npass\n", "if x:\n\ty = 1\n        z = 2\n", "x = 'never ends\n", "return 5\n", "a = 1\n  b = 2\n",
                 "print 'hello'\n", "f(a=1, a=2)\n", "x = 5 = y\n", "ä = €\n", "x = (1,\n  2\n"):
        try:
            exec(text)
        except SyntaxError:
            log.exception("rule refused")
    log.info("rules read")


def syntax_by_hand():
    for e in (SyntaxError("bad rule"), SyntaxError("bad rule", ("rules.txt", 7, 3, "allow all from\n")), SyntaxError("bad rule", ("rules.txt", 7, None, None)),
              SyntaxError("bad rule", ("rules.txt", 12, 0, "")), IndentationError("shelf is not indented", ("shelves.yaml", 2, 2, "  - a\n"))):
        try:
            raise e
        except SyntaxError:
            log.error("by hand", exc_info=True)
    log.info("hands off")


def import_broken():
    folder = tempfile.mkdtemp(prefix="plugins-")
    with open(os.path.join(folder, "depot_plugin.py"), "w") as f:
        f.write('"""A plugin."""\n\n\ndef load(self)\n    return {}\n')
    sys.path.insert(0, folder)
    log.info("loading plugins")
    import depot_plugin  # noqa: F401


def json_broken():
    for text in ("{'a': 1}", "", '{"a": [1, 2,]}', '{"a": "\n"}'):
        try:
            json.loads(text)
        except ValueError:
            log.exception("payload refused: %r", text)
    log.info("no payload left")


# messages

def shouts(messages, cls=StockError):
    for m in messages:
        try:
            raise cls(m)
        except cls:
            log.exception("shelf check failed")
    log.info("checked")


def blank_lines():
    shouts(["first\n\nthird", "ends with a newline\n", "\nstarts with one", "\n\n", " ", "", "a\n\n\n\nb", "tab\there", "  indented\n    more\n  less"])


def headers_inside():
    shouts(["[ERROR] upstream said no", "ERROR:root:inner", "Nov  3 12:00:01 host app: x", "upstream answered:\nHTTP/1.1 503 Service Unavailable\nServer: nginx\n\nbody",
            "10.0.0.1 - - [23/Nov/2026:19:00:00 +0000] \"GET / HTTP/1.1\" 500 12"])


def frames_inside():
    shouts(["remote said:\n  File \"/opt/remote.py\", line 9, in go\n    x()\nIndexError: list index out of range",
            "see below\n    ^^^^^^\nok", "template error at line 3:\n    {{ x | y }}\n         ^\nunknown filter",
            "ValueError: nested words", "KeyError: 'a'\nwas ignored"])


def chain_words_inside():
    shouts(["quoting:\n\nDuring handling of the above exception, another exception occurred:\n\nand so on"])


def long_message():
    shouts(["x" * 5000, "y " * 3000 + "end", "z" * 70 + "\n" + "w" * 9000])


def foreign():
    shouts(["größer als erlaubt: 5 € für „Äpfel“", "库存不足", "\U0001f4a5 boom \U0001f469\u200d\U0001f680", "مخزون غير كاف", "zero\u200bwidth \u00a0nbsp", "combining e\u0301",
            "nul \x00 bell \x07 escape \x1b[31mred\x1b[0m"])


def größe_prüfen(größe):
    raise Größenfehler("größe %s" % größe)


class Größenfehler(Exception):
    pass


def half_a_pair():
    shouts(["lone \udc80 surrogate" if harness.SURROGATES == "backslashreplace" else "no surrogate"])


def foreign_names():
    try:
        größe_prüfen("½")
    except Größenfehler:
        log.exception("prüfung")


def unicode_errors():
    for f in (lambda: b"caf\xe9".decode("utf-8"), lambda: "caf\u20ac".encode("latin-1"), lambda: "\udc80".encode("utf-8"), lambda: b"\xff\xfe\x00".decode("utf-16"),
              lambda: "x".encode("no-such-codec")):
        try:
            f()
        except (UnicodeError, LookupError):
            log.exception("label is not text")
    log.info("labels read")


def odd_keys():
    for key in ("it's", 'say "hi"', ("a", 1), None, "a\nb", "", 3.5, b"raw", "ключ", frozenset([1]), "Traceback (most recent call last):"):
        try:
            {}[key]
        except KeyError:
            log.exception("no such key")
    log.info("keys tried")


def bare_errors():
    for cls in (AssertionError, ValueError, NotImplementedError, StopIteration, KeyError, OSError, EOFError, MemoryError, StockError):
        try:
            raise cls
        except Exception:
            log.exception("bare")
    try:
        assert 1 == 2
    except AssertionError:
        log.exception("")
    log.info("all bare")


class Weird(Exception):
    __module__ = "some.vendor.v2._errors"


class NoModule(Exception):
    pass


class Stubborn(Exception):
    def __str__(self):
        raise ValueError("no words")


class error(Exception):
    pass


class lower_case_exception(StockError):
    pass


class Timeout_(Exception):
    __qualname__ = "Client.Inner.Timeout"


def odd_classes():
    class Local(Exception):
        pass

    def maker():
        class Deeper(Local):
            pass
        return Deeper
    for cls in (Weird, Stubborn, error, lower_case_exception, Timeout_, Local, maker(), KeyboardInterrupt, SystemExit, GeneratorExit):
        try:
            raise cls("why not")
        except BaseException:
            log.exception("odd class")
    log.info("odd enough")


def library_errors():
    def bad_xml():
        xml.etree.ElementTree.fromstring("<a><b></a>")

    def bad_ini():
        configparser.ConfigParser().read_string("key = value\n")

    def worse_ini():
        configparser.ConfigParser().read_string("[a]\nnonsense\nmore nonsense\n", "<depot.ini>")

    for f in (lambda: open("/nope/labels.txt"), lambda: struct.unpack("<I", b"ab"), lambda: zlib.decompress(b"nope"), bad_xml, bad_ini, worse_ini,
              lambda: decimal.Decimal("x"), lambda: subprocess.run([sys.executable, "-c", "raise SystemExit(3)"], check=True),
              lambda: subprocess.run(["sleep", "5"], timeout=0.05), lambda: urllib.request.urlopen("http://127.0.0.1:9/"),
              lambda: socket.create_connection(("127.0.0.1", 9), 1), lambda: __import__("no_such_module"), lambda: [][3], lambda: 1 / 0,
              lambda: None.count, lambda: "a" + 1, lambda: count(), lambda: next(iter(())), lambda: os.kill(99999999, 0), lambda: socket.socket().recv(1, 2, 3)):
        try:
            f()
        except Exception:
            log.exception("library said no")
    log.info("libraries done")


def last_words():
    log.info("going down")
    try:
        count("x")
    finally:
        log.info("lights out")


def interrupted():
    log.info("working")
    raise KeyboardInterrupt


def exit_with_cause():
    log.info("closing")
    try:
        count("x")
    except KeyError:
        raise SystemExit("cannot go on")


def uncaught_chain():
    log.info("begin")
    pick("z8")


def uncaught_multiline():
    log.warning("begin")
    raise StockError("report:\n  a: 1\n  b: 2\n\nend of report")


def uncaught_empty():
    print("begin", flush=True)
    raise StockError


# threads and what nobody catches

def thread_names():
    def run(what):
        if what == "chain":
            pick("z7")
        raise StockError("worker says no: %s" % what)
    for name, what in (("poller north 2", "a"), ("Thread (7): x", "b"), ("größe-1", "c"), ("", "d"), ("t'q\"", "chain")):
        t = threading.Thread(target=run, args=(what,), name=name or None)
        t.start()
        t.join()
        log.info("joined %s", what)
    timer = threading.Timer(0, run, ["timer"])
    timer.start()
    timer.join()
    log.info("all joined")


def thread_logs():
    def run():
        try:
            pick("z6")
        except OSError:
            log.exception("in my thread")
    for name in ("worker one", "MainThread: not", "pool (3)"):
        t = threading.Thread(target=run, name=name)
        t.start()
        t.join()
    log.info("threads done")


def unraisable():
    class Label:
        def __del__(self):
            count("gone")
    Label()
    log.info("label gone")

    def gen():
        try:
            yield 1
        finally:
            raise StockError("generator would not close")
    g = gen()
    next(g)
    del g
    log.info("generator gone")
    o = type("O", (), {})()
    w = weakref.ref(o, lambda r: release(r))
    del o
    log.info("ref gone %s", w())
    g = gen()


def unraisable_chain():
    class Crate:
        def __del__(self):
            try:
                count("c")
            except KeyError as e:
                raise StockError("crate\nwould not close") from e
    Crate()
    log.warning("crate gone")


def at_exit():
    def bye():
        take("y", 1)
    atexit.register(bye)
    log.info("leaving")


def pool_callback():
    with concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="picker pool") as pool:
        f = pool.submit(count, "a")
        f.add_done_callback(lambda f: take("y", f.result()))
        f.result()
        g = pool.submit(take, "y", 2)
        try:
            g.result()
        except StockError:
            log.exception("pool failed")
    log.info("pool closed")


def pool_initializer():
    def bad():
        raise StockError("no forklift")
    with concurrent.futures.ThreadPoolExecutor(1, initializer=bad) as pool:
        try:
            pool.submit(count, "a").result()
        except Exception:
            log.exception("pool is broken")
    log.info("after the pool")


def process_pool():
    import multiprocessing
    with multiprocessing.get_context("fork").Pool(1) as pool:
        try:
            pool.map(pick, ["z5"])
        except OSError:
            log.exception("remote failed")
    log.info("pool done")


def process_dies():
    import multiprocessing
    print_exc = traceback.print_exc

    def noted(*args, **more):
        harness.note("printed", sys.exc_info()[1])
        print_exc(*args, **more)
    traceback.print_exc = noted
    p = multiprocessing.get_context("fork").Process(target=pick, args=("z4",), name="Loader-7")
    p.start()
    p.join()
    log.error("child ended with %s", p.exitcode)


# the log's own oddities

def stack_info():
    log.warning("slow shelf", stack_info=True)
    try:
        pick("z3")
    except OSError:
        log.error("failed with stack", exc_info=True, stack_info=True)
    log.info("after", stack_info=True)
    log.info("end")


def logging_errors():
    log.info("%d pallets", "three")
    log.info("one %s two %s", 1)
    log.error("x=%(x)d", {"y": 1})
    try:
        count("k")
    except KeyError:
        log.error("failed %d times", "two", exc_info=True)
    log.info("line one\nline two %d", "x")
    log.info("fine")


def never_raised():
    log.error("not raised", exc_info=StockError("never raised"))
    log.error("not raised either", exc_info=(ValueError, ValueError("alone\nwith a second line"), None))
    e = StockError("outer")
    e.__cause__ = KeyError("inner")
    log.error("chained", exc_info=e)
    log.error("nothing there", exc_info=True)
    log.info("end")


def message_is_traceback():
    """The habit of logging traceback.format_exc() as text."""
    try:
        take("u", 1)
    except StockError as e:
        harness.write({"kind": "embedded", "optional": True, "exception": harness.tree(e)})
        log.error("take failed:\n%s", traceback.format_exc())
        harness.write({"kind": "embedded", "optional": True, "exception": harness.tree(e)})
        log.error(traceback.format_exc())
    log.info("end")


def multi_line_records():
    log.info("manifest:\n  - a\n  - b\n\ntotal: 2")
    try:
        count("m")
    except KeyError:
        log.exception("could not load:\n  manifest.txt\n\n  second try follows")
    log.info("{\n  \"a\": 1\n}")
    try:
        count("n")
    except KeyError as e:
        log.exception(e)
    log.info("end")


def prints_between():
    log.info("one")
    try:
        count("p")
    except KeyError:
        printed()
    log.info("two")
    try:
        pick("p")
    except OSError:
        printed()
        printed()
    log.info("three")
    traceback.print_stack()
    log.info("four")
    sys.stderr.write("plain words on stderr\n")
    try:
        count("p")
    except KeyError:
        log.exception("logged")
        printed()
    log.info("five")


def back_to_back():
    for i in range(3):
        try:
            take("b%d" % i, i)
        except StockError:
            log.exception("order %d", i)
    log.info("end")


def warned():
    warnings.simplefilter("always")
    warnings.warn("shelves are deprecated", DeprecationWarning)
    f = open(__file__)
    del f
    log.info("file left open")
    s = socket.socket()
    del s
    log.info("socket left open")
    warnings.warn("first line\nsecond line", UserWarning)
    log.info("end")


def warned_traced():
    import tracemalloc
    tracemalloc.start(3)
    warned()


def warned_captured():
    harness.capture_warnings()
    warned()


def warning_is_error():
    warnings.simplefilter("error")
    try:
        warnings.warn("old shelf", DeprecationWarning)
    except DeprecationWarning:
        log.exception("strict")
    log.info("end")


def faults():
    import faulthandler
    log.info("dumping")
    sys.stderr.flush()
    faulthandler.dump_traceback(sys.stderr.fileno(), all_threads=True)
    log.info("dumped")
    try:
        count("f")
    except KeyError:
        log.exception("after the dump")


# odd code

def twice(f):
    @functools.wraps(f)
    def wrapper(*args, **more):
        return f(*args, **more)
    return wrapper


@twice
@twice
def decorated(x):
    return [count(y) for y in x]


class Shelf:
    @property
    def left(self):
        return {k: (lambda s: count(s))(k) for k in ("a", "nope")}

    def __getattr__(self, name):
        raise AttributeError("Shelf has no %s" % name)

    @staticmethod
    def static(x):
        return sum(count(i) for i in x)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        count("exit")


def odd_code():
    scope = {"count": count}
    exec(compile("def render(x):\n    return count(x)\n", "<template 'mail.html'>", "exec"), scope)
    exec(compile("\n\n\ndef made(x):\n    return render(x)\n", "/opt/app/generated/made up.py", "exec"), scope)
    namespace = {"count": count}
    exec("def inner(x):\n    return count(x)", namespace)
    for f in (lambda: decorated(["a", "z"]), lambda: Shelf().left, lambda: Shelf.static(["q"]), lambda: Shelf().colour, lambda: scope["made"]("w"),
              lambda: namespace["inner"]("v"), lambda: eval("count('u')"), lambda: list(map(count, ["t"])), lambda: sorted(["x", "a"], key=count)):
        try:
            f()
        except Exception:
            log.exception("odd code")
    try:
        with Shelf() as s:
            s.static(["r"])
    except KeyError:
        log.exception("on exit")
    try:
        with contextlib.ExitStack() as stack:
            stack.callback(count, "l1")
            stack.callback(release, "l2")
            count("l3")
    except Exception:
        log.exception("exit stack")

    def stops():
        yield count("a")
        next(iter([]))
    try:
        list(stops())
    except RuntimeError:
        log.exception("generator")
    log.info("end")


# errors at servers and test runners

def socket_server():
    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            take("request", 1)

    class Server(socketserver.TCPServer):
        def handle_error(self, request, address):
            harness.note("printed", sys.exc_info()[1])
            super().handle_error(request, address)
    with Server(("127.0.0.1", 0), Handler) as server:
        for i in range(2):
            with socket.create_connection(server.server_address):
                server.handle_request()
            log.info("served %d", i)


def wsgi_server():
    from wsgiref import handlers, simple_server

    def app(environ, start):
        log.info("GET %s", environ["PATH_INFO"])
        return pick("wsgi")

    before = handlers.BaseHandler.log_exception

    def log_exception(self, info):
        harness.note("printed", info[1], info[2])
        before(self, info)
    handlers.BaseHandler.log_exception = log_exception
    server = simple_server.make_server("127.0.0.1", 0, app)
    t = threading.Thread(target=server.handle_request)
    t.start()
    with contextlib.suppress(urllib.error.HTTPError):
        urllib.request.urlopen("http://127.0.0.1:%d/stock?sku=1" % server.server_port)
    t.join()
    server.server_close()
    log.info("served")


def unit_tests():
    class Result(unittest.TextTestResult):
        def addError(self, test, err):
            self.mark(err)
            super().addError(test, err)

        def addFailure(self, test, err):
            self.mark(err)
            super().addFailure(test, err)

        def mark(self, err):
            tb = err[2]
            while tb is not None and "__unittest" in tb.tb_frame.f_globals:
                tb = tb.tb_next
            last, frames = tb, []
            while last is not None and "__unittest" not in last.tb_frame.f_globals:
                frames.append(last)
                last = last.tb_next
            event = harness.tree(err[1], tb)
            event["frames"] = event["frames"][:len(frames)]
            harness.write({"kind": "printed", "exception": event})

    class ShelfTest(unittest.TestCase):
        def test_count(self):
            count("t")

        def test_equal(self):
            self.assertEqual({"a": 1, "b": [1, 2]}, {"a": 1, "b": [1, 3]})

        def test_text(self):
            self.assertEqual("one\ntwo\n", "one\nthree\n")

        def test_fine(self):
            log.info("fine")
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(ShelfTest)
    unittest.TextTestRunner(resultclass=Result, verbosity=2).run(suite)


def lambda_unhandled():
    """How AWS Lambda prints what its handler did not catch: the exception first, no-break spaces."""
    print("START RequestId: 8d2b1c9e-50c4-4e5a-9f5e-0a6d1c2b3d4e Version: $LATEST", flush=True)
    try:
        forks(1)
    except StockError as e:
        event = harness.tree(e)
        event["type"] = "StockError"
        harness.write({"kind": "uncaught", "exception": event})
        rows = [r.rstrip("\n") for part in traceback.format_list(traceback.extract_tb(e.__traceback__)) for r in part.rstrip("\n").split("\n")]
        rows = [r for r in rows if r.strip(" ^~")]
        rows = ["\u00a0" * (len(r) - len(r.lstrip(" "))) + r.lstrip(" ") for r in rows]
        out = io.TextIOWrapper(sys.stdout.buffer, "utf-8")
        out.write("[ERROR] StockError: too deep\nTraceback (most recent call last):\n" + "\n".join(rows) + "\n")
        out.write("END RequestId: 8d2b1c9e-50c4-4e5a-9f5e-0a6d1c2b3d4e\n"
                  "REPORT RequestId: 8d2b1c9e-50c4-4e5a-9f5e-0a6d1c2b3d4e\tDuration: 12.31 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\n")
        out.flush()
        out.detach()


def busy():
    """A service that fails now and then."""
    access = logging.getLogger("depot.access")
    for i in range(6):
        access.info('10.0.0.%d - - [23/Nov/2026:19:56:3%d +0000] "GET /stock/%d HTTP/1.1" %d 512 "-" "curl/8.5.0"', i, i, i, 500 if i % 2 else 200)
        try:
            if i % 2:
                pick("o%d" % i)
        except OSError:
            log.exception("GET /stock/%d failed", i)
        if i == 4:
            sys.stderr.write("reconnecting...\n")
        time.sleep(0.001)
    log.info("bye")


def unrelated_traceback_file():
    """No failure at all: words that only look like one."""
    log.info("Traceback analysis finished: 0 errors")
    log.warning("ValueError: this is only text")
    log.info("see File \"/srv/x.py\", line 3, in the manual")
    log.error("During handling of the above exception, another exception occurred:")
    log.info("MyError: ")
    log.info("Exception in thread pool: none")
    log.info("end")
