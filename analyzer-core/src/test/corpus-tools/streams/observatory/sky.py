"""Programs with an event loop that fail (Python 3.7 and later)."""
import asyncio
import contextlib
import functools
import gc
import logging
import os
import signal
import sys
import threading
import time

from observatory.dome import Overexposed, expose, fogged, logged, shout, slew, throw, track

log = logging.getLogger("observatory.sky")


async def observe(star, pause=0):
    await asyncio.sleep(pause)
    return expose(star) if star.startswith("e") else track(star)


def start(coroutine, name=None):
    task = asyncio.get_running_loop().create_task(coroutine)
    if name and hasattr(task, "set_name"):
        task.set_name(name)
    return task


async def settle(n=4):
    for _ in range(n):
        await asyncio.sleep(0)
    gc.collect()


def lost():
    async def main():
        for name, star in (("guide star", "a1"), ("exposure 7/9: R", "e1"), ("x" * 90, "a2"), ("multi\nline", "a3"), ("t\u00e9l\u00e9scope \u661f", "a4")):
            start(observe(star), name)
            await settle()
        log.info("after")
    asyncio.run(main())


def lost_together():
    """All at once, reported in a row."""
    async def main():
        for i in range(6):
            start(observe("e%d" % i if i % 2 else "a%d" % i))
        await settle(6)
    asyncio.run(main())
    log.info("end")


def lost_debug():
    async def main():
        async def spawn():
            start(observe("e5"), "spawned")
            start(observe("a5"), "spawned too")
        await spawn()
        await settle(6)
        log.info("after")
    asyncio.run(main(), debug=True)


def lost_words():
    async def fail(e):
        await asyncio.sleep(0)
        raise e

    async def main():
        for e in (fogged(), Overexposed("two\nlines"), KeyError("a key"), Overexposed("a\n\nb\n"), OSError(2, "No such file", "x.fits"), Overexposed("x" * 300),
                  Overexposed("it's \"both\""), Overexposed("> angle <Task pending>"), asyncio.TimeoutError()):
            start(fail(e))
            await settle()
        log.info("after")
    asyncio.run(main())


def futures():
    async def main():
        loop = asyncio.get_running_loop()
        for e in (fogged(), Overexposed("of a future"), None):
            f = loop.create_future()
            try:
                track("future")
            except Overexposed as x:
                f.set_exception(e or x)
            del f
            await settle()
        f = loop.run_in_executor(None, expose, "executor")
        await asyncio.sleep(0.03)
        del f
        await settle()
        f = asyncio.gather(observe("a6"), asyncio.gather(observe("e6"), observe("a7")))
        await asyncio.sleep(0.01)
        del f
        await settle()
        log.info("end")
    asyncio.run(main())


def shielded():
    async def main():
        t = start(asyncio.wait_for(asyncio.shield(observe("a8", 0.02)), 0.005), "shield")
        with contextlib.suppress(asyncio.TimeoutError):
            await t
        del t
        await asyncio.sleep(0.04)
        await settle()
        log.info("after")
    asyncio.run(main())


def pending():
    """Destroyed while waiting in several ways."""
    async def forever():
        await asyncio.get_event_loop().create_future()

    async def nested():
        await asyncio.wait_for(asyncio.gather(forever(), forever()), 60)

    async def locked(lock):
        async with lock:
            pass

    async def gets():
        await asyncio.Queue().get()

    async def main():
        start(forever(), "bare")
        start(nested(), "nested: <waits>")
        start(gets(), "queue")
        start(asyncio.wait([asyncio.ensure_future(forever())]), None)
        await settle()
    loop = asyncio.new_event_loop()
    loop.run_until_complete(main())
    gc.collect()
    loop.close()
    del loop
    gc.collect()
    log.info("closed")


def pending_debug():
    async def forever():
        await asyncio.get_running_loop().create_future()

    async def main():
        start(forever(), "watcher")
        await settle()
    loop = asyncio.new_event_loop()
    loop.set_debug(True)
    loop.run_until_complete(main())
    loop.close()
    gc.collect()
    log.info("closed")


class Camera:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "<Camera %r at=0x7f>" % self.name

    def snap(self, star, *, band="V"):
        slew(star)


def callbacks():
    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(0.001, slew, "later")
        loop.call_at(loop.time() + 0.001, functools.partial(functools.partial(slew), "at"))
        loop.call_soon_threadsafe(Camera("it's > 3").snap, "camera")
        loop.call_soon(functools.partial(Camera("b").snap, band="R"), "camera")
        loop.call_soon(lambda: shout("two\nlines in a callback"))
        loop.call_soon(throw, fogged())
        loop.call_soon(expose, {"a dict": [1, 2]}.get("x", "chain"))
        loop.call_soon(slew, "x" * 400)
        await asyncio.sleep(0.02)
        t = start(observe("vega"), "counted")
        t.add_done_callback(lambda t: slew("done"))
        t.add_done_callback(functools.partial(slew))
        await settle()
        log.info("end")
    asyncio.run(main())


def callbacks_debug():
    async def main():
        def inner():
            asyncio.get_running_loop().call_later(0.001, slew, "later")
        inner()
        await asyncio.sleep(0.01)
        log.info("end")
    asyncio.run(main(), debug=True)


def on_signal():
    async def main():
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGUSR1, slew, "signal")
        os.kill(os.getpid(), signal.SIGUSR1)
        await asyncio.sleep(0.02)
        log.info("end")
    asyncio.run(main())


def contexts():
    """The loop's handler with many keys."""
    async def main():
        loop = asyncio.get_running_loop()
        try:
            expose("ctx")
        except OSError as e:
            loop.call_exception_handler({"message": "Unhandled error in dome", "exception": e, "camera": Camera("c"), "count": 3, "text": "it's", "task": asyncio.current_task(),
                                         "handle": loop.call_soon(print, end=""), "nothing": None, "z_list": ["a\nb", {"k": 1}]})
        log.info("next")
        loop.call_exception_handler({"message": "Fatal read error on socket transport", "exception": ConnectionResetError(104, "Connection reset by peer"),
                                     "transport": Camera("t"), "protocol": Camera("p")})
        log.info("next")
        loop.call_exception_handler({"message": "no exception at all", "camera": Camera("d")})
        loop.call_exception_handler({"message": "Traceback (most recent call last) is not here", "b": 1, "a": 2})
        log.info("end")
    asyncio.run(main())


def servers():
    async def main():
        async def serve(reader, writer):
            try:
                expose((await reader.readline()).decode().strip())
            finally:
                writer.close()
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        for star in (b"one\n", b"two\n"):
            r, w = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
            w.write(star)
            await r.read()
            w.close()
            await settle()
            log.info("served")
        server.close()
        await settle()
        log.info("end")
    asyncio.run(main())


def protocols():
    class Port(asyncio.Protocol):
        def connection_made(self, transport):
            slew("made")

        def connection_lost(self, e):
            slew("lost")

        def eof_received(self):
            slew("eof")

    async def main():
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Port, "127.0.0.1", 0)
        r, w = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
        w.write(b"x")
        w.write_eof()
        await asyncio.sleep(0.03)
        w.close()
        server.close()
        await asyncio.sleep(0.01)
        log.info("end")
    asyncio.run(main())


def subprocesses():
    class Child(asyncio.SubprocessProtocol):
        def pipe_data_received(self, fd, data):
            slew(data.decode().strip())

    async def main():
        t, _ = await asyncio.get_running_loop().subprocess_exec(Child, "echo", "hello", stdin=None)
        await asyncio.sleep(0.05)
        t.close()
        await asyncio.sleep(0.01)
        log.info("end")
    asyncio.run(main())


def slow():
    async def main():
        loop = asyncio.get_running_loop()
        loop.slow_callback_duration = 0.01
        loop.call_soon(time.sleep, 0.02)
        loop.call_soon(functools.partial(Camera("slow <x>").snap, band="B"), "vega") if False else None
        t = start(observe("vega"), "slow: one")
        time.sleep(0.02)
        await t
        await asyncio.sleep(0.03)
        log.info("end")
    asyncio.run(main(), debug=True)


def limits():
    async def main():
        lock = asyncio.Lock()
        await lock.acquire()
        for f in (lambda: lock.acquire(), lambda: asyncio.Queue().get(), lambda: asyncio.Event().wait(), lambda: asyncio.Semaphore(0).acquire(), lambda: observe("x", 1)):
            try:
                await asyncio.wait_for(f(), 0.005)
            except asyncio.TimeoutError:
                log.exception("waited")
        q = asyncio.Queue(1)
        q.put_nowait(1)
        for f in (lambda: q.put_nowait(2), lambda: (q.get_nowait(), q.get_nowait()), lambda: q.task_done() or q.task_done(), lock.release, lambda: lock.release()):
            logged(f, "misuse")
        log.info("end")
    asyncio.run(main())


def misuse():
    async def main():
        loop = asyncio.get_running_loop()
        f = loop.create_future()
        f.set_result(1)
        logged(lambda: f.set_result(2), "future")
        logged(lambda: loop.create_future().result(), "future")
        c = observe("vega")
        await c
        try:
            await c
        except RuntimeError:
            log.exception("reused")

        class Bad:
            def __await__(self):
                yield 17
        try:
            await start(_await(Bad()))
        except RuntimeError:
            log.exception("bad yield")
        logged(lambda: asyncio.run(main()), "nested")
        try:
            await 3
        except TypeError:
            log.exception("await 3")
        log.info("end")
    asyncio.run(main())
    logged(lambda: asyncio.get_running_loop(), "no loop")
    loop = asyncio.new_event_loop()
    loop.call_later(0.001, loop.stop)
    f = loop.create_future()
    logged(lambda: loop.run_until_complete(f), "stopped")
    loop.close()
    logged(lambda: loop.call_soon(print), "closed")
    log.info("end")


async def _await(x):
    return await x


def generators():
    async def rows():
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0)
            shout("rows\nwould not close")

    async def main():
        async for _ in rows():
            break
        await settle()
        log.info("broken off")

        @contextlib.asynccontextmanager
        async def dome():
            try:
                yield
            finally:
                slew("closing")
        try:
            async with dome():
                track("inside")
        except KeyError:
            log.exception("context")
        with contextlib.suppress(AttributeError):
            async for _ in [x async for x in rows()]:
                pass
    try:
        asyncio.run(main())
    except Overexposed:
        log.exception("out")
    log.info("end")


def across_threads():
    loop = asyncio.new_event_loop()
    t = threading.Thread(target=loop.run_forever, name="loop thread")
    t.start()
    f = asyncio.run_coroutine_threadsafe(observe("e9"), loop)
    logged(f.result, "from the other thread")
    loop.call_soon_threadsafe(slew, "other")
    time.sleep(0.02)
    loop.call_soon_threadsafe(loop.stop)
    t.join()
    loop.close()
    log.info("end")


def groups():
    async def main():
        async with asyncio.TaskGroup() as outer:
            outer.create_task(observe("a1"), name="one")

            async def inner():
                async with asyncio.TaskGroup() as g:
                    g.create_task(observe("e2"))
                    g.create_task(observe("a3"))
            outer.create_task(inner(), name="inner")
    for _ in range(2):
        try:
            asyncio.run(main())
        except ExceptionGroup:  # noqa: F821
            log.exception("groups")

    async def lost_group():
        start(main(), "lost group")
        await settle(8)
    asyncio.run(lost_group())
    log.info("end")


def groups_uncaught():
    async def main():
        async with asyncio.TaskGroup() as outer:
            outer.create_task(observe("a1"))
            outer.create_task(observe("e1"))
    log.info("start")
    asyncio.run(main())


def cancelled():
    async def work():
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            log.exception("told to stop")
            raise

    async def main():
        t = start(work(), "worker 1")
        await asyncio.sleep(0)
        t.cancel()
        try:
            await t
        except asyncio.CancelledError as e:
            try:
                raise fogged("stopped") from e
            except fogged:
                log.exception("worker")
        log.info("end")
    asyncio.run(main())


def shutdown():
    async def stubborn(name):
        try:
            await asyncio.sleep(10)
        finally:
            slew(name)

    async def main():
        for n in ("s1", "s2"):
            start(stubborn(n), "stubborn " + n)
        await asyncio.sleep(0)
        log.info("leaving")
    asyncio.run(main())
    log.info("left")


def uncaught():
    async def main():
        log.info("running")
        await asyncio.wait_for(observe("e8", 0.001), 1)
    logged(lambda: track("before"), "before")
    asyncio.run(main())


def never_awaited():
    async def main():
        observe("n")
        log.info("called")
        start(observe("n1"), "after a warning")
        await settle()
        log.info("end")
    asyncio.run(main())


def crowd():
    """Workers that fail and go on, their lines between each other."""
    async def worker(n):
        for i in range(4):
            log.info("worker %d: star %d", n, i)
            try:
                await observe(("e" if n % 2 else "a") + "%d.%d" % (n, i)) if i % 2 else await asyncio.sleep(0)
            except Exception:
                log.exception("worker %d: star %d lost", n, i)

    async def main():
        await asyncio.gather(*(worker(n) for n in range(3)))
        start(observe("lost"), "the lost one")
        await settle()
        log.info("all done")
    asyncio.run(main())
    sys.stderr.flush()
