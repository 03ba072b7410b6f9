"""Programs with an event loop that fail (Python 3.6 and later)."""
import asyncio
import functools
import gc
import logging
import socket
import sys
import time

import harness
from depot.yard import StockError, count, pick, take

log = logging.getLogger("depot.relay")
MARKS = {}  # task name: texts of the lines that it logged


def run(coroutine, debug=False):
    loop = asyncio.new_event_loop()
    loop.set_debug(debug)
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(coroutine)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def start(coroutine, name=None):
    loop = asyncio.get_event_loop()
    task = loop.create_task(coroutine)
    if name is not None and hasattr(task, "set_name"):
        task.set_name(name)
    return task


async def fetch(sku):
    await asyncio.sleep(0)
    return take(sku, 1)


async def settle(n=3):
    for _ in range(n):
        await asyncio.sleep(0)
    gc.collect()


NAMES = ("pick: order 7", "it's", 'say "now"', "<angle> brackets", "größe-½", "a=b, c=d", "done, defined at x.py:3", "name='x' coro=<y>", "(paren", "lösung \U0001f4a5",
         "", "cb=[none]", "x>", "17")


def lost_names():
    async def main():
        for name in NAMES:
            start(fetch("s"), name)
            await settle()
            log.info("after %s", name or "nothing")
    run(main())


def lost_many():
    async def main():
        for i in range(5):
            start(fetch("m%d" % i))
        await settle()
        log.info("after")
    run(main())


def lost_debug():
    async def main():
        start(fetch("d1"))
        await settle()
        log.info("after")
    run(main(), debug=True)


def lost_at_end():
    async def main():
        log.info("starting")
        task = start(fetch("e1"), "loader 9")
        await asyncio.sleep(0.01)
        log.info("leaving %s", task.done())
    run(main())
    gc.collect()
    log.info("gone")


class Courier:
    async def deliver(self, *stops):
        async def inner(stop):
            await asyncio.sleep(0)
            raise StockError("no %s\nsecond line of it" % stop)
        await inner(stops[0])

    def arrived(self, order, *, by="x"):
        count(order)

    def __call__(self):
        count("called")

    def __repr__(self):
        return "<Courier (12) at dock 'B'>"


def lost_methods():
    async def main():
        start(Courier().deliver("dock 4"))
        await settle(5)
        log.info("after")

        async def by_lambda():
            raise KeyError((1, "two"))
        start(by_lambda())
        await settle()
        log.info("end")
    run(main())


def lost_futures():
    async def main():
        loop = asyncio.get_event_loop()
        f = loop.create_future()
        f.set_exception(StockError("nobody asked"))
        del f
        await settle()
        f = loop.run_in_executor(None, pick, "z2")
        await asyncio.sleep(0.02)
        del f
        await settle()
        f = asyncio.gather(fetch("g1"), fetch("g2"))
        await asyncio.sleep(0.01)
        del f
        await settle()
        log.info("end")
    run(main())


def gather_second():
    async def main():
        try:
            await asyncio.gather(fetch("h1"), fetch("h2"))
        except StockError:
            log.exception("gather")
        r = await asyncio.gather(fetch("h3"), return_exceptions=True)
        log.error("one of %d", len(r), exc_info=r[0])
        await settle()
    run(main())


def destroyed():
    async def forever(what):
        await asyncio.get_event_loop().create_future()

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)

    async def main():
        for name in ("stuck (3)", "wait for: <x>", None):
            start(forever(name), name)
        await settle()
    log.info("starting")
    loop.run_until_complete(main())
    gc.collect()
    loop.close()
    del loop
    asyncio.set_event_loop(None)
    gc.collect()
    log.info("closed")


def destroyed_debug():
    async def forever():
        await asyncio.sleep(3600)

    async def main():
        start(forever(), "sleeper")
        await asyncio.sleep(0)
    run(main(), debug=True)
    gc.collect()
    log.info("closed")


def slow():
    async def main():
        asyncio.get_event_loop().slow_callback_duration = 0.02
        time.sleep(0.03)
        await asyncio.sleep(0)
        asyncio.get_event_loop().call_soon(functools.partial(time.sleep, 0.03))
        await asyncio.sleep(0.05)
        log.info("end")
    run(main(), debug=True)


def callbacks():
    async def main():
        loop = asyncio.get_event_loop()
        loop.call_soon(count, "c1")
        loop.call_soon(functools.partial(count, "c2"))
        loop.call_soon(lambda: count("c3"))
        loop.call_later(0, Courier().arrived, "c4")
        loop.call_soon(functools.partial(Courier().arrived, "c5", by="it's"))
        loop.call_soon(Courier())
        loop.call_soon(pick, "z1")
        await asyncio.sleep(0.01)
        f = loop.create_future()
        f.add_done_callback(lambda f: f.result())
        f.set_exception(StockError("passed on"))
        t = start(fetch("a"), "counted")
        t.add_done_callback(lambda t: t.result())
        await asyncio.sleep(0.01)
        log.info("end")
    run(main())


def callbacks_debug():
    async def main():
        asyncio.get_event_loop().call_soon(count, "c1")
        await asyncio.sleep(0.01)
        log.info("end")
    run(main(), debug=True)


def handler_calls():
    async def main():
        loop = asyncio.get_event_loop()
        loop.call_exception_handler({"message": "lorry lost", "exception": StockError("never raised"), "lorry": Courier(), "stops": ["a", "b"], "note": "x: y\nz"})
        try:
            take("t1", 1)
        except StockError as e:
            loop.call_exception_handler({"message": "shelf watcher failed (2 times): retrying", "exception": e, "shelf": "t1", "asyncgen": None})
            loop.call_exception_handler({"exception": e})
        loop.call_exception_handler({"message": "Unclosed client session", "client_session": Courier()})
        loop.call_exception_handler({"message": "Unclosed connection", "client_connection": Courier()})
        loop.call_exception_handler({"message": "several\nlines in\n\nthe message", "exception": KeyError("k")})
        log.info("end")
    run(main())


def broken_handler():
    def handler(loop, context):
        count("handler")

    async def main():
        loop = asyncio.get_event_loop()
        loop.set_exception_handler(handler)
        loop.call_soon(count, "c9")
        await asyncio.sleep(0.01)
        log.info("end")
    run(main())


def nested_run():
    async def main():
        for f in (lambda c: asyncio.run(c), lambda c: asyncio.get_event_loop().run_until_complete(c)):
            c = fetch("x")
            try:
                f(c)
            except RuntimeError:
                log.exception("nested")
            c.close()
        log.info("end")
    run(main())


def closed_loop():
    loop = asyncio.new_event_loop()
    loop.close()
    c = fetch("x")
    try:
        loop.run_until_complete(c)
    except RuntimeError:
        log.exception("closed")
    c.close()
    try:
        loop.call_soon(print)
    except RuntimeError as e:
        log.error("closed: %s", e, exc_info=e)
    log.info("end")


def loop_left_open():
    import warnings
    warnings.simplefilter("always")
    loop = asyncio.new_event_loop()
    loop.run_until_complete(asyncio.sleep(0))
    del loop
    gc.collect()
    log.info("end")


def streams():
    import warnings
    warnings.simplefilter("always")

    async def main():
        async def serve(reader, writer):
            writer.close()
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        r, w = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.sleep(0.01)
        try:
            await r.readexactly(4)
        except asyncio.IncompleteReadError:
            log.exception("short read")
        del r, w
        gc.collect()
        await asyncio.sleep(0.01)
        server.close()
        log.info("end")
    run(main())


def client_connected():
    async def main():
        async def serve(reader, writer):
            line = await reader.readline()
            count(line.decode())
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        r, w = await asyncio.open_connection("127.0.0.1", port)
        w.write(b"hello\n")
        await asyncio.sleep(0.05)
        gc.collect()
        w.close()
        server.close()
        log.info("end")
    run(main())


def protocol():
    class Lines(asyncio.Protocol):
        def data_received(self, data):
            count(data.decode())

    async def main():
        loop = asyncio.get_event_loop()
        server = await loop.create_server(Lines, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        s = socket.create_connection(("127.0.0.1", port))
        s.send(b"abc")
        await asyncio.sleep(0.05)
        s.close()
        await asyncio.sleep(0.01)
        server.close()
        log.info("end")
    run(main())


def timeouts():
    async def main():
        try:
            await asyncio.wait_for(asyncio.sleep(1), 0.01)
        except asyncio.TimeoutError:
            log.exception("too slow")
        try:
            try:
                await asyncio.wait_for(asyncio.sleep(1), 0.01)
            except asyncio.TimeoutError as e:
                raise StockError("no answer in 10 ms") from e
        except StockError:
            log.exception("too slow again")
        t = start(asyncio.sleep(1), "to cancel")
        await asyncio.sleep(0)
        t.cancel()
        try:
            await t
        except asyncio.CancelledError:
            log.exception("cancelled")
        log.info("end")
    run(main())


def never_awaited():
    async def main():
        fetch("n1")
        log.info("called")
        Courier().deliver("n2")
        log.info("end")
    run(main())


def never_awaited_debug():
    async def main():
        fetch("n1")
        log.info("called")
    run(main(), debug=True)
    log.info("end")


def never_awaited_traced():
    import tracemalloc
    tracemalloc.start(5)
    never_awaited()


def never_awaited_captured():
    harness.capture_warnings()
    never_awaited()


def generators():
    async def rows():
        try:
            yield 1
            yield 2
        finally:
            raise StockError("rows would not close")

    async def main():
        async for r in rows():
            log.info("row %d", r)
            break
        await settle()
    run(main())
    log.info("end")


def task_group():
    async def main():
        async with asyncio.TaskGroup() as group:
            group.create_task(fetch("t1"), name="first of two")
            group.create_task(fetch("t2"))
    try:
        asyncio.run(main())
    except ExceptionGroup:  # noqa: F821
        log.exception("group of tasks")

    async def outer():
        async with asyncio.timeout(0.01):
            await asyncio.sleep(1)
    try:
        asyncio.run(outer())
    except TimeoutError:
        log.exception("outer")
    log.info("end")


def task_group_uncaught():
    async def main():
        async with asyncio.TaskGroup() as group:
            group.create_task(fetch("t1"))
            group.create_task(Courier().deliver("t2"))
    log.info("start")
    asyncio.run(main())


def run_shutdown():
    """What asyncio.run cancels at its end fails again."""
    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            raise StockError("will not be cancelled")

    async def main():
        asyncio.get_event_loop().create_task(stubborn())
        await asyncio.sleep(0)
        log.info("leaving")
    asyncio.run(main())
    log.info("left")


def uncaught_async():
    async def main():
        await asyncio.gather(fetch("u1"), fetch("u2"))
    log.info("start")
    asyncio.run(main())


async def stage(n, text):
    log.info("%s n=%03d", text, n)
    await asyncio.sleep(0.001 * (n % 3))


def service():
    """Many tasks at once, each line says no more than its header."""
    async def order(n):
        for text in ("received", "priced", "packing"):
            await stage(n, text)
        if n % 3 == 0:
            take("n=%03d" % n, 1)
        await stage(n, "shipped")

    async def main():
        for n in range(1, 8):
            name = "order/%d" % n
            if n % 3 == 0:
                MARKS[name] = ["%s n=%03d" % (text, n) for text in ("received", "priced", "packing")]
            start(order(n), name)
        await asyncio.sleep(0.05)
        gc.collect()
        log.info("all seen")
    run(main())


def service_caught():
    async def order(n):
        await stage(n, "received")
        try:
            await fetch("n=%d" % n)
        except StockError:
            log.exception("order %d failed", n)

    async def main():
        await asyncio.gather(*[order(n) for n in range(4)])
        log.info("all seen")
    run(main())


def fds():
    """An executor job that fails after its loop is gone."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    f = loop.run_in_executor(None, time.sleep, 0.02)
    loop.call_later(0.005, loop.stop)
    loop.run_forever()
    loop.close()
    time.sleep(0.03)
    log.info("end %s", f.done())


def keyboard():
    async def main():
        start(asyncio.sleep(5), "bystander")
        await asyncio.sleep(0)
        raise KeyboardInterrupt
    log.info("start")
    run(main())


def custom_factory():
    async def wrapped(c):
        return await c

    async def main():
        loop = asyncio.get_event_loop()
        loop.set_task_factory(lambda loop, c, **more: asyncio.Task(wrapped(c), loop=loop))
        start(fetch("f1"))
        await settle(5)
        log.info("end")
    run(main())


def prints_stack():
    async def waiting():
        await asyncio.sleep(1)

    async def main():
        t = start(waiting(), "watched")
        await asyncio.sleep(0)
        t.print_stack()
        log.info("stack printed")
        t.cancel()
    run(main())
    log.info("end")
    sys.stderr.flush()
