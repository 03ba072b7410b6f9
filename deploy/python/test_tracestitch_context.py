"""Tests of the companion on the Python that runs them: python test_tracestitch_context.py

Tasks really run, fail and are collected; what is looked at is what a handler gets.
"""
from __future__ import annotations

import asyncio
import gc
import inspect
import io
import json
import logging
import logging.handlers
import os
import queue
import re
import sys
import threading
import typing
import unittest
import weakref
from typing import Any, Callable, Coroutine, Dict, List, Optional
from unittest import mock

import tracestitch_context as companion

try:
    import uvloop
except ImportError:
    uvloop = None

NAMED_TASKS = sys.version_info >= (3, 8)
EAGER = hasattr(asyncio, "eager_task_factory")
THREADS = sys.platform != "emscripten"
ADDED = ("taskName", "taskId", "parentTask", "requestId", "failedTaskId", "processStart")
log = logging.getLogger("test.app")


def refuse(constant: str) -> None:
    raise ValueError(constant + " is not JSON")


class Records(logging.Handler):
    """Keeps what the filter and the formatter make of each record, and not the record, which would keep its exception alive."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: List[Dict[str, Any]] = []
        self.addFilter(companion.TaskContextFilter())
        self.setFormatter(companion.JsonFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        fields = json.loads(self.format(record), parse_constant=refuse)
        fields.update((name, getattr(record, name)) for name in ADDED)  # an attribute that is missing is an error here
        self.kept.append(fields)

    def of(self, message: str) -> List[Dict[str, Any]]:
        return [fields for fields in self.kept if fields["message"].startswith(message)]

    def one(self, message: str) -> Dict[str, Any]:
        (fields,) = self.of(message)
        return fields

    def messages(self, logger: str) -> List[str]:
        return [fields["message"] for fields in self.kept if fields["logger"] == logger]


class CompanionTest(unittest.TestCase):
    new_event_loop: Callable[[], asyncio.AbstractEventLoop] = staticmethod(asyncio.new_event_loop)

    def setUp(self) -> None:
        self.records = Records()
        root = logging.getLogger()
        before = root.handlers, root.level
        root.handlers, root.level = [self.records], logging.INFO
        logging.getLogger("asyncio").setLevel(logging.WARNING)
        companion._sites.clear()
        gc.collect()

        def restore() -> None:
            root.handlers, root.level = before
        self.addCleanup(restore)

    def run_loop(self, main: Coroutine[Any, Any, Any], debug: bool = False) -> Any:
        loop = self.new_event_loop()
        try:
            asyncio.set_event_loop(loop)
            loop.set_debug(debug)
            return loop.run_until_complete(main)
        finally:
            asyncio.set_event_loop(None)
            loop.close()


def named(coro: Any, name: str) -> Any:
    """A task with a name, where tasks have names."""
    loop = asyncio.get_running_loop()
    return loop.create_task(coro, name=name) if NAMED_TASKS else loop.create_task(coro)


async def say(message: str) -> None:
    log.info(message)


async def say_twice(message: str) -> None:
    log.info(message)
    await asyncio.sleep(0)
    log.info(message)


async def fail(message: str) -> None:
    log.info(message)
    raise LookupError(message)


class TaskOfRecordTest(CompanionTest):

    def test_without_a_loop_all_attributes_are_there_and_empty(self) -> None:
        log.info("alone")
        fields = self.records.one("alone")
        self.assertEqual([None] * 5, [fields[name] for name in ADDED[:5]])
        self.assertIsNotNone(fields["processStart"])

    def test_a_callback_of_the_loop_is_no_task(self) -> None:
        async def main() -> None:
            asyncio.get_running_loop().call_soon(log.info, "callback")
            await asyncio.sleep(0)
            log.info("task")
        self.run_loop(main())
        self.assertEqual((None, None), (self.records.one("callback")["taskName"], self.records.one("callback")["taskId"]))
        self.assertIsNotNone(self.records.one("task")["taskId"])

    def test_name_is_that_of_the_running_task(self) -> None:
        async def main() -> None:
            await named(say("hello"), "greeter")
        self.run_loop(main())
        self.assertEqual("greeter" if NAMED_TASKS else None, self.records.one("hello")["taskName"])

    def test_number_stays_and_tells_tasks_of_one_name_apart(self) -> None:
        async def main() -> None:
            await asyncio.gather(named(say_twice("first"), "worker"), named(say_twice("second"), "worker"))
        self.run_loop(main())
        first, second = ({fields["taskId"] for fields in self.records.of(m)} for m in ("first", "second"))
        self.assertEqual((1, 1), (len(first), len(second)))
        self.assertNotEqual(first, second)

    def test_numbers_are_not_used_again_as_addresses_are(self) -> None:
        addresses = set()

        async def main() -> None:
            for _ in range(300):
                task = asyncio.ensure_future(say("tick"))
                addresses.add(id(task))
                await task
                del task
        for _ in range(2):
            self.run_loop(main())
        self.assertLess(len(addresses), 600)
        self.assertEqual(600, len({fields["taskId"] for fields in self.records.of("tick")}))

    @unittest.skipUnless(THREADS, "no threads here")
    def test_loops_in_threads_do_not_mix(self) -> None:
        barrier = threading.Barrier(6)

        async def main(name: str) -> None:
            companion.install_task_factory()
            barrier.wait()
            await named(say_twice(name), name)

        def run(name: str) -> None:
            loop = asyncio.new_event_loop()
            loop.run_until_complete(main(name))
            loop.close()
        threads = [threading.Thread(target=run, args=("thread-%d" % n,)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        spoken = self.records.of("thread-")
        self.assertEqual(12, len(spoken))
        self.assertEqual(6, len({fields["taskId"] for fields in spoken}))
        if NAMED_TASKS:
            self.assertEqual([fields["message"] for fields in spoken], [fields["taskName"] for fields in spoken])

    @unittest.skipUnless(THREADS, "no threads here")
    def test_a_thread_beside_the_loop_has_no_task(self) -> None:
        async def main() -> None:
            await asyncio.get_running_loop().run_in_executor(None, log.info, "from a thread")
        self.run_loop(main())
        self.assertIsNone(self.records.one("from a thread")["taskId"])

    def test_what_the_record_has_is_not_overwritten(self) -> None:
        async def main() -> None:
            log.info("given", extra={"taskId": "celery-7", "requestId": "r1"})
            record = log.makeRecord("test.app", logging.INFO, "f", 1, "made", (), None)
            record.taskName = "real"
            log.handle(record)
        self.run_loop(main())
        given = self.records.one("given")
        self.assertEqual(("celery-7", "r1", None), (given["taskId"], given["requestId"], given["parentTask"]))
        self.assertEqual("real", self.records.one("made")["taskName"])

    @unittest.skipUnless(NAMED_TASKS, "tasks have no names here")
    def test_name_is_found_where_logging_does_not_ask_for_it(self) -> None:
        async def main() -> None:
            with mock.patch.object(logging, "logAsyncioTasks", False, create=True):
                await named(say("hello"), "greeter")
        self.run_loop(main())
        self.assertEqual("greeter", self.records.one("hello")["taskName"])

    @unittest.skipUnless(THREADS, "no threads here")
    def test_a_queue_carries_what_was_known_and_nothing_is_made_up_behind_it(self) -> None:
        logging.getLogger().handlers = []
        messages: Any = queue.Queue()
        with_filter, without = logging.handlers.QueueHandler(messages), logging.handlers.QueueHandler(messages)
        with_filter.addFilter(companion.TaskContextFilter())
        listener = logging.handlers.QueueListener(messages, self.records)

        async def main() -> None:
            for handler, message in ((with_filter, "filtered"), (without, "bare")):
                log.handlers = [handler]
                await asyncio.ensure_future(say(message))
        self.addCleanup(setattr, log, "handlers", [])
        listener.start()
        self.run_loop(main())
        listener.stop()
        self.assertIsNotNone(self.records.one("filtered")["taskId"])
        self.assertIsNone(self.records.one("bare")["taskId"])

    def test_a_second_handler_adds_nothing_later(self) -> None:
        record = log.makeRecord("test.app", logging.INFO, "f", 1, "held back", (), None)
        companion.TaskContextFilter().filter(record)

        async def main() -> None:
            log.handle(record)
        self.run_loop(main())
        self.assertEqual((None, None), (self.records.one("held back")["taskName"], self.records.one("held back")["taskId"]))

    @unittest.skipUnless(THREADS, "no threads here")
    def test_a_record_of_another_thread_is_not_put_down_to_the_task_that_hands_it_on(self) -> None:
        made: List[logging.LogRecord] = []
        thread = threading.Thread(target=lambda: made.append(log.makeRecord("t", logging.INFO, "f", 1, "elsewhere", (), None)))
        thread.start()
        thread.join()

        async def main() -> None:
            with companion.use_request_id("r1"):
                log.handle(made[0])
        self.run_loop(main())
        fields = self.records.one("elsewhere")
        self.assertEqual((None, None, None), (fields["taskName"], fields["taskId"], fields["requestId"]))

    def test_it_never_raises(self) -> None:
        class Odd(asyncio.Task):  # type: ignore[type-arg]
            def get_name(self) -> str:
                raise ZeroDivisionError

        async def main() -> None:
            await Odd(say("odd task"), loop=asyncio.get_running_loop())
            with mock.patch.object(companion, "_running_task", side_effect=MemoryError):
                log.info("no memory", extra={"requestId": "r1"})
        self.run_loop(main())
        if sys.version_info < (3, 12):  # later, logging itself asks for the name
            self.assertIsNotNone(self.records.one("odd task")["taskId"])
        fields = self.records.one("no memory")
        self.assertEqual((None, "r1", None), (fields["taskId"], fields["requestId"], fields["processStart"]))

    def test_tasks_that_take_no_attributes_are_known_by_weak_reference(self) -> None:
        class Slotted:
            __slots__ = ("__weakref__",)
        task = Slotted()
        mark = companion._mark_running(task)
        self.assertEqual(mark, companion._mark_running(task))
        del task
        gc.collect()
        self.assertEqual(0, len(companion._marks))


class RequestTest(CompanionTest):

    def test_tasks_inherit_the_request_and_keep_it(self) -> None:
        async def handle(request: str) -> None:
            companion.set_request_id(request)
            task = asyncio.ensure_future(say_twice("child of " + request))
            companion.set_request_id("something else")
            await task

        async def main() -> None:
            await asyncio.gather(handle("r1"), handle("r2"))
            log.info("main")
        self.run_loop(main())
        for request in ("r1", "r2"):
            self.assertEqual([request] * 2, [fields["requestId"] for fields in self.records.of("child of " + request)])
        self.assertIsNone(self.records.one("main")["requestId"])

    def test_a_with_statement_ends_it(self) -> None:
        with companion.use_request_id("outer"):
            with companion.use_request_id("inner"):
                log.info("in")
            log.info("between")
            with self.assertRaises(KeyError), companion.use_request_id("failing"):
                raise KeyError
            log.info("behind")
        log.info("out")
        self.assertEqual(["inner", "outer", "outer", None], [fields["requestId"] for fields in self.records.kept])

    def test_set_can_be_undone(self) -> None:
        token = companion.set_request_id("r1")
        companion.request_id.reset(token)
        self.assertIsNone(companion.request_id.get())


class ProcessTest(CompanionTest):

    def test_start_is_a_time_and_the_same_for_all_records(self) -> None:
        log.info("a")
        log.info("b")
        starts = {fields["processStart"] for fields in self.records.kept}
        self.assertEqual(1, len(starts))
        self.assertRegex(starts.pop(), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")

    @unittest.skipUnless(hasattr(os, "register_at_fork") and THREADS, "no fork here")
    def test_a_forked_process_has_a_start_of_its_own_and_runs_no_task(self) -> None:
        async def main() -> Dict[str, Any]:
            companion.install_task_factory()
            await asyncio.ensure_future(say("parent"))
            reader, writer = os.pipe()
            child = os.fork()
            if child == 0:
                try:
                    self.records.kept.clear()
                    log.info("child", extra={"sites": len(companion._sites)})
                    os.write(writer, json.dumps(self.records.kept).encode())
                finally:
                    os._exit(0)
            os.close(writer)
            os.waitpid(child, 0)
            with os.fdopen(reader, "rb") as stream:
                (fields,) = json.loads(stream.read().decode())
            return fields
        child = self.run_loop(main())
        parent = self.records.one("parent")
        self.assertIsNotNone(parent["taskId"])
        self.assertIsNone(child["taskId"])
        self.assertEqual(0, child["sites"])  # its log needs them too
        self.assertLess(parent["processStart"], child["processStart"])
        self.assertNotEqual(parent["process"], child["process"])


class FailedTaskTest(CompanionTest):

    def report(self, about: str, message: str = "Task exception was never retrieved") -> Dict[str, Any]:
        (fields,) = [fields for fields in self.records.of(message) if about in fields["message"]]
        return fields

    def number_of(self, message: str) -> int:
        number: int = self.records.one(message)["taskId"]
        return number

    def test_report_names_the_failed_task_among_tasks_of_one_name(self) -> None:
        async def main() -> None:
            companion.install_task_factory()
            tasks = [named(fail("order %d" % n), "worker") for n in range(4)]
            await asyncio.sleep(0)
            await asyncio.sleep(0)

            async def collect() -> None:
                log.info("collecting")
                tasks.clear()
                gc.collect()
            await named(collect(), "janitor")
        self.run_loop(main())
        for n in range(4):
            report = self.report("order %d" % n)
            self.assertEqual(self.number_of("order %d" % n), report["failedTaskId"])
            self.assertEqual(self.number_of("collecting"), report["taskId"])
            self.assertEqual(self.records.one("collecting")["taskName"], report["taskName"])
            self.assertIn("LookupError: order %d" % n, report["exc_info"])

    def test_report_names_the_waiting_task_if_that_was_dropped(self) -> None:
        async def outer() -> None:
            log.info("outer")
            await asyncio.ensure_future(fail("inner"))

        async def main() -> None:
            companion.install_task_factory()
            asyncio.ensure_future(outer())
            for _ in range(4):
                await asyncio.sleep(0)
            gc.collect()
        self.run_loop(main())
        self.assertEqual(self.number_of("outer"), self.report("inner")["failedTaskId"])

    def test_report_of_a_destroyed_pending_task(self) -> None:
        async def wait_for_nobody() -> None:
            log.info("waiting")
            await asyncio.get_running_loop().create_future()

        async def main() -> None:
            companion.install_task_factory()
            asyncio.ensure_future(wait_for_nobody())
            await asyncio.sleep(0)
            gc.collect()
        self.run_loop(main())
        report = self.report("wait_for_nobody", "Task was destroyed but it is pending!")
        self.assertEqual(self.number_of("waiting"), report["failedTaskId"])

    def test_report_after_the_loop_was_closed(self) -> None:
        kept: List[Any] = []

        async def main() -> None:
            companion.install_task_factory()
            kept.append(asyncio.ensure_future(fail("late")))
            await asyncio.sleep(0)
        self.run_loop(main())
        kept.clear()
        gc.collect()
        self.assertEqual(self.number_of("late"), self.report("late")["failedTaskId"])
        self.assertIsNone(self.report("late")["taskId"])

    def test_report_by_an_exception_handler_of_the_application(self) -> None:
        def shout(loop: asyncio.AbstractEventLoop, context: Dict[str, Any]) -> None:
            log.error("handler: %s", context["exception"], exc_info=context["exception"])
            loop.default_exception_handler(context)

        async def main() -> None:
            asyncio.get_running_loop().set_exception_handler(shout)
            companion.install_task_factory()
            asyncio.ensure_future(fail("loud"))
            await asyncio.sleep(0)
            gc.collect()
        self.run_loop(main())
        self.assertEqual(self.number_of("loud"), self.report("loud")["failedTaskId"])
        self.assertEqual(self.number_of("loud"), self.report("loud", "handler:")["failedTaskId"])

    def test_request_of_a_report_is_that_of_the_failed_task_or_unknown(self) -> None:
        async def main() -> None:
            companion.install_task_factory()
            with companion.use_request_id("failed"):
                task = asyncio.ensure_future(fail("with request"))
            await asyncio.sleep(0)
            with companion.use_request_id("innocent"):
                del task
                gc.collect()
        self.run_loop(main())
        self.assertEqual("failed" if sys.version_info >= (3, 12) else None, self.report("with request")["requestId"])

    def test_a_future_that_is_no_task_has_no_number(self) -> None:
        async def main() -> None:
            companion.install_task_factory()
            asyncio.get_running_loop().create_future().set_exception(KeyError("lonely"))
            gc.collect()
        self.run_loop(main())
        self.assertIsNone(self.report("lonely", "Future exception was never retrieved")["failedTaskId"])

    def test_an_error_that_a_task_logs_is_no_report(self) -> None:
        async def main() -> None:
            companion.install_task_factory()
            try:
                await asyncio.ensure_future(fail("caught"))
            except LookupError:
                log.exception("handled")
        self.run_loop(main())
        self.assertIsNone(self.records.one("handled")["failedTaskId"])
        self.assertEqual([], self.records.messages("asyncio"))

    def test_nothing_keeps_a_task_or_its_exception_alive(self) -> None:
        class Failure(Exception):
            pass

        async def failing(alive: List[Any]) -> None:
            error = Failure("gone")
            alive.append(weakref.ref(error))
            try:
                raise error
            finally:
                del error

        async def main(install: bool) -> List[bool]:
            if install:
                companion.install_task_factory()
            alive: List[Any] = []
            task = asyncio.ensure_future(failing(alive))
            alive.append(weakref.ref(task))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            gc.disable()
            try:
                del task
                return [reference() is None for reference in alive]
            finally:
                gc.enable()
        gone = self.run_loop(main(install=True))
        # Before 3.14 the loop's own frame keeps an eager task that failed until the garbage collector comes.
        self.assertEqual(self.run_loop(main(install=False)), gone)
        self.assertEqual([type(self) is not EagerTaskTest or sys.version_info >= (3, 14)] * 2, gone)
        gc.collect()
        self.assertEqual(2, len(self.records.of("Task exception was never retrieved")))


@unittest.skipUnless(EAGER, "no eager tasks here")
class EagerTaskTest(FailedTaskTest):
    """The same, where tasks run while they are being made; and what is special about that."""

    def run_loop(self, main: Coroutine[Any, Any, Any], debug: bool = False) -> Any:
        async def eagerly() -> Any:
            asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)  # type: ignore[attr-defined]
            return await main
        return super().run_loop(eagerly(), debug)

    def test_what_it_logs_at_once_and_later_has_one_number_and_the_parent(self) -> None:
        async def main() -> None:
            companion.install_task_factory()
            task = named(say_twice("eager"), "child")
            self.assertEqual(1, len(self.records.of("eager")))
            await task
        self.run_loop(main())
        first, second = self.records.of("eager")
        self.assertEqual((first["taskId"], first["parentTask"]), (second["taskId"], second["parentTask"]))
        self.assertRegex(first["parentTask"], "^Task-")
        self.assertEqual({}, companion._being_created)

    def test_a_factory_that_wraps_the_coroutine(self) -> None:
        async def wrapper(coro: Any) -> Any:
            return await coro

        def wrapping(loop: Any, coro: Any, **options: Any) -> Any:
            return asyncio.eager_task_factory(loop, wrapper(coro), **options)  # type: ignore[attr-defined]

        async def main() -> None:
            asyncio.get_running_loop().set_task_factory(wrapping)
            companion.install_task_factory()
            await named(say_twice("wrapped"), "child")
        CompanionTest.run_loop(self, main())
        first, second = self.records.of("wrapped")
        self.assertEqual(first["taskId"], second["taskId"])
        self.assertRegex(second["parentTask"], "^Task-")

    @unittest.skipUnless(sys.version_info >= (3, 14), "create_task has no eager_start here")
    def test_eager_start_of_one_task(self) -> None:
        async def main() -> None:
            companion.install_task_factory()
            await asyncio.create_task(say_twice("eager"), name="child", eager_start=True)  # type: ignore[call-arg]
        CompanionTest.run_loop(self, main())
        first, second = self.records.of("eager")
        self.assertEqual(("child", first["taskId"]), (first["taskName"], second["taskId"]))
        self.assertRegex(first["parentTask"], "^Task-")


@unittest.skipUnless(uvloop, "uvloop is not installed")
class UvloopTest(FailedTaskTest):
    new_event_loop = staticmethod(uvloop.new_event_loop if uvloop else asyncio.new_event_loop)

    def test_loop_without_python_frames_knows_the_site(self) -> None:
        async def main() -> None:
            companion.install_task_factory()
            await asyncio.ensure_future(say("hello"))
        self.run_loop(main())
        self.assertRegex(self.records.messages("tracestitch.tasks")[0], r"^task created: coro=say at .*\.py:\d+ in main$")


class TaskFactoryTest(CompanionTest):

    def sites(self) -> List[str]:
        return [m for m in self.records.messages("tracestitch.tasks") if "shutdown_" not in m]

    def site(self, coroutine: str, line: int, function: str) -> str:
        return "task created: coro=%s at %s:%d in %s" % (coroutine, __file__, line, function)

    @unittest.skipUnless(NAMED_TASKS, "tasks have no names here")
    def test_parents(self) -> None:
        async def grandparent() -> None:
            await named(parent(), "parent")

        async def parent() -> None:
            log.info("middle")
            await named(say("leaf"), "child")

        async def main() -> None:
            companion.install_task_factory()
            log.info("root")
            await named(grandparent(), "grandparent")
        self.run_loop(main())
        self.assertIsNone(self.records.one("root")["parentTask"])
        self.assertEqual("grandparent", self.records.one("middle")["parentTask"])
        self.assertEqual("parent", self.records.one("leaf")["parentTask"])

    @unittest.skipUnless(NAMED_TASKS, "tasks have no names here")
    def test_names_are_what_they_would_be_without(self) -> None:
        async def names() -> List[str]:
            tasks = [asyncio.ensure_future(say("unnamed")), named(say("named"), "mine")]
            await asyncio.gather(*tasks)
            return [task.get_name() for task in tasks]

        async def main() -> List[str]:
            companion.install_task_factory()
            return await names()
        unnamed, mine = self.run_loop(main())
        self.assertRegex(unnamed, r"^Task-\d+$")
        self.assertEqual("mine", mine)

    def test_each_site_is_logged_once(self) -> None:
        async def main() -> int:
            companion.install_task_factory()
            for _ in range(3):
                await asyncio.ensure_future(say("again")); line = inspect.currentframe().f_lineno  # noqa: E702
            return line
        line = self.run_loop(main())
        self.assertEqual([self.site("say", line, "main")], self.sites())
        self.run_loop(main())
        self.assertEqual(1, len(self.sites()))

    def test_a_site_is_the_line_of_the_application_whatever_it_calls(self) -> None:
        async def main() -> List[int]:
            companion.install_task_factory()
            loop = asyncio.get_running_loop()
            lines = []
            await asyncio.create_task(say("1")); lines.append(inspect.currentframe().f_lineno)  # noqa: E702
            await asyncio.ensure_future(say("2")); lines.append(inspect.currentframe().f_lineno)  # noqa: E702
            await loop.create_task(say("3")); lines.append(inspect.currentframe().f_lineno)  # noqa: E702
            await asyncio.gather(say("4"), say("5")); lines.append(inspect.currentframe().f_lineno)  # noqa: E702
            if hasattr(asyncio, "TaskGroup"):
                async with asyncio.TaskGroup() as group:
                    group.create_task(say("6")); lines.append(inspect.currentframe().f_lineno)  # noqa: E702
            return lines
        lines = self.run_loop(main())
        self.assertEqual([self.site("say", line, "main") for line in lines], self.sites())

    def test_two_coroutines_of_one_line_are_two_sites(self) -> None:
        async def main() -> None:
            companion.install_task_factory()
            await asyncio.gather(say("1"), say_twice("2"))
        self.run_loop(main())
        self.assertEqual(["say", "say_twice"], [re.findall("coro=(.*) at", site)[0] for site in self.sites()])

    def test_a_task_that_the_loop_creates_itself_is_not_put_down_to_who_runs_the_loop(self) -> None:
        async def main() -> None:
            companion.install_task_factory()
            asyncio.run_coroutine_threadsafe(say("sent"), asyncio.get_running_loop())
            await asyncio.sleep(0.01)
        asyncio.run(main())
        (site,) = self.sites()
        self.assertRegex(site, r"coro=say at .*asyncio.tasks\.py:\d+ in callback$")

    def test_a_loop_that_does_not_run_yet(self) -> None:
        loop = asyncio.new_event_loop()
        companion.install_task_factory(loop)
        loop.run_until_complete(say("first")); line = inspect.currentframe().f_lineno  # noqa: E702
        loop.close()
        self.assertEqual([self.site("say", line, inspect.currentframe().f_code.co_name)], self.sites())
        self.assertIsNotNone(self.records.one("first")["taskId"])
        self.assertIsNone(self.records.one("first")["parentTask"])

    def test_sites_that_are_remembered_are_bounded(self) -> None:
        async def main() -> None:
            companion.install_task_factory()
            for n in range(10):
                coro = say("x")
                coro.__qualname__ = "generated_%d" % n
                await asyncio.ensure_future(coro)
        with mock.patch.object(companion, "_MAX_SITES", 3):
            self.run_loop(main())
        self.assertEqual(["generated_0", "generated_1", "generated_2"],
                         [name for site in self.sites() for name in re.findall("coro=(.*) at", site)])
        self.assertEqual("no further places that create tasks are logged: 3 are known", self.sites()[-1])
        self.assertEqual(4, len(companion._sites))

    def test_nothing_is_remembered_while_nobody_listens(self) -> None:
        async def main(**options: bool) -> None:
            companion.install_task_factory(**options)
            await asyncio.ensure_future(say("x"))
        self.run_loop(main(log_sites=False))
        logger = logging.getLogger("tracestitch.tasks")
        logger.setLevel(logging.WARNING)
        self.addCleanup(logger.setLevel, logging.NOTSET)
        self.run_loop(main())
        self.assertEqual(([], {}), (self.sites(), companion._sites))

    def test_a_handler_that_creates_tasks_or_fails_does_no_harm(self) -> None:
        class Sender(logging.Handler):
            def emit(self, record: logging.LogRecord) -> None:
                if record.name == "tracestitch.tasks":
                    asyncio.ensure_future(asyncio.sleep(0))
                    raise OSError("no route to host")

            def handleError(self, record: logging.LogRecord) -> None:
                raise record.exc_info[1] if record.exc_info else KeyError

        async def main() -> None:
            companion.install_task_factory()
            logging.getLogger().addHandler(Sender())
            await asyncio.ensure_future(say("still made"))
            await asyncio.sleep(0)
        with mock.patch.object(Sender, "handle", Sender.emit):
            self.run_loop(main())
        self.records.one("still made")
        self.assertEqual(["sleep", "say"], sorted((re.findall("coro=(.*) at", site)[0] for site in self.sites()), reverse=True))

    def test_the_factory_that_was_there_goes_on_making_tasks(self) -> None:
        class Special(asyncio.Task):  # type: ignore[type-arg]
            pass

        def special(loop: Any, coro: Any, **options: Any) -> Any:
            return Special(coro, loop=loop, **options)

        async def main() -> None:
            loop = asyncio.get_running_loop()
            loop.set_task_factory(special)
            companion.install_task_factory()
            factory = loop.get_task_factory()
            companion.install_task_factory()
            self.assertIs(factory, loop.get_task_factory())
            task = asyncio.ensure_future(say("special"))
            self.assertIsInstance(task, Special)
            await task
        self.run_loop(main())
        self.assertIsNotNone(self.records.one("special")["taskId"])

    def test_a_factory_that_is_put_around_it_is_not_taken_for_the_site(self) -> None:
        async def main() -> int:
            companion.install_task_factory()
            loop = asyncio.get_running_loop()
            ours = loop.get_task_factory()
            namespace: Dict[str, Any] = {"ours": ours}
            source = "def around(loop, coro, **options):\n    return ours(loop, coro, **options)\n"
            exec(compile(source, "around.py", "exec"), namespace)
            loop.set_task_factory(namespace["around"])
            await asyncio.ensure_future(say("x")); line = inspect.currentframe().f_lineno  # noqa: E702
            return line
        line = self.run_loop(main())
        self.assertEqual([self.site("say", line, "main")], self.sites())

    @unittest.skipUnless(sys.version_info >= (3, 11), "create_task has no context here")
    def test_options_reach_the_task(self) -> None:
        import contextvars
        context = contextvars.copy_context()
        context.run(companion.set_request_id, "from context")

        async def main() -> None:
            companion.install_task_factory()
            await asyncio.create_task(say("x"), context=context)  # type: ignore[call-arg]
        self.run_loop(main())
        self.assertEqual("from context", self.records.one("x")["requestId"])

    def test_mistakes_are_reported_as_without_it(self) -> None:
        async def main() -> None:
            companion.install_task_factory()
            with self.assertRaisesRegex(TypeError, "a coroutine was expected"):
                asyncio.get_running_loop().create_task(42)  # type: ignore[arg-type]
        self.run_loop(main())
        self.assertEqual({}, companion._being_created)

    def test_debug_mode_shows_the_same_place(self) -> None:
        def created_at(install: bool) -> List[str]:
            async def main() -> List[str]:
                if install:
                    companion.install_task_factory()
                task = asyncio.create_task(say("x"))
                await task
                return ["%s:%s" % (frame.filename, frame.name) for frame in task._source_traceback]  # type: ignore[attr-defined]
            stack: List[str] = self.run_loop(main(), debug=True)
            return stack
        self.assertEqual(created_at(False), created_at(True))


class JsonFormatterTest(CompanionTest):

    def line(self, *args: Any, **options: Any) -> Dict[str, Any]:
        stream = io.StringIO()
        logger = logging.Logger("test.json")
        handler = logging.StreamHandler(stream)
        handler.setFormatter(companion.JsonFormatter())
        logger.addHandler(handler)
        logger.error(*args, **options)
        text = stream.getvalue()
        self.assertEqual(1, text.count("\n"), text)
        text.encode("ascii")
        fields: Dict[str, Any] = json.loads(text, parse_constant=refuse)
        return fields

    def test_keys(self) -> None:
        fields = self.line("hello %s", "wörld", extra={"vehicle": 7, "stops": ["a", {"b": None}]})
        self.assertRegex(fields.pop("timestamp"), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        fields.pop("taskName", None)
        self.assertEqual({"level": "ERROR", "logger": "test.json", "message": "hello wörld", "process": os.getpid(),
                          "processName": "MainProcess", "threadName": threading.current_thread().name, "vehicle": 7,
                          "stops": ["a", {"b": None}]}, fields)

    def test_timestamp_is_universal_time_with_milliseconds(self) -> None:
        record = logging.makeLogRecord({"created": 1795459743.022, "msg": "x"})
        self.assertEqual("2026-11-23T18:49:03.022Z", json.loads(companion.JsonFormatter().format(record))["timestamp"])

    def test_exception_and_stack(self) -> None:
        try:
            raise KeyError("missing")
        except KeyError:
            fields = self.line("failed", exc_info=True, stack_info=True)
        self.assertRegex(fields["exc_info"], r"(?s)^Traceback \(most recent call last\):\n.*KeyError: 'missing'$")
        self.assertIn("test_exception_and_stack", fields["stack_info"])
        self.assertNotIn("exc_info", self.line("nothing failed", exc_info=True))

    def test_extra_does_not_overwrite(self) -> None:
        fields = self.line("x", extra={"timestamp": "never", "level": 0, "logger": "other"})
        self.assertEqual(("ERROR", "test.json"), (fields["level"], fields["logger"]))
        self.assertNotEqual("never", fields["timestamp"])

    def test_what_json_does_not_know(self) -> None:
        class Broken:
            def __repr__(self) -> str:
                raise ValueError

        class Odd(Dict[Any, Any]):
            def items(self) -> Any:
                raise ValueError
        cycle: List[Any] = []
        cycle.append(cycle)
        deep: Any = "deep"
        for _ in range(100000 if THREADS else 50):
            deep = [deep]
        fields = self.line("x", extra={
            "nan": float("nan"), "infinite": [float("-inf")], "set": {1}, "broken": Broken(), "surrogate": "\ud800",
            "cycle": cycle, "deep": deep, "keys": {(1, 2): 3, None: 4}, "huge": 10 ** 5000, "bytes": b"\xff",
            "odd": Odd(a=1), "good": {"a": [1.5]}})
        self.assertEqual(("nan", ["-inf"], "{1}", "b'\\xff'", "\ud800", {"a": [1.5]}),
                         tuple(fields[key] for key in ("nan", "infinite", "set", "bytes", "surrogate", "good")))
        self.assertEqual("<Broken object that cannot be printed>", fields["broken"])
        self.assertEqual(3, fields["keys"]["(1, 2)"])
        self.assertTrue({"cycle", "deep", "huge", "odd"} <= fields.keys())
        while isinstance(deep, list):  # else its end takes more stack than there is, on some versions
            deep = deep.pop()

    def test_messages_that_cannot_be_made(self) -> None:
        class Broken:
            def __str__(self) -> str:
                raise ValueError
            __repr__ = __str__
        self.assertEqual("%d items ('three',)", self.line("%d items", "three")["message"])
        self.assertEqual("%s and %s (<Broken object that cannot be printed>, 1)", self.line("%s and %s", Broken(), 1)["message"])
        self.assertEqual("<Broken object that cannot be printed> ()", self.line(Broken())["message"])

    def test_exceptions_that_cannot_be_printed(self) -> None:
        class Broken(Exception):
            def __str__(self) -> str:
                raise ValueError
            __repr__ = __str__
        try:
            raise Broken
        except Broken:
            fields = self.line("failed", exc_info=True)
            self.assertIn("Broken", fields["exc_info"])
            with mock.patch.object(companion.JsonFormatter, "formatException", side_effect=RecursionError):
                self.assertIn("Broken", self.line("failed", exc_info=True)["exc_info"])

    def test_a_record_with_nonsense_in_it(self) -> None:
        record = logging.makeLogRecord({"msg": "x", "created": "yesterday", "exc_info": True, "levelname": {1}, "stack_info": 5})
        self.assertEqual("x", json.loads(companion.JsonFormatter().format(record))["message"])


class ConfigureTest(CompanionTest):

    def setUp(self) -> None:
        super().setUp()
        self.stream = io.StringIO()
        self.logger = logging.getLogger("test.configured")
        self.logger.propagate = False
        self.addCleanup(self.logger.handlers.clear)

    def written(self) -> List[str]:
        return self.stream.getvalue().splitlines()

    def test_json(self) -> None:
        companion.configure(stream=self.stream, logger=self.logger)
        self.logger.info("hello")
        self.logger.debug("too detailed")
        (line,) = self.written()
        self.assertEqual(("hello", companion._process_start), (json.loads(line)["message"], json.loads(line)["processStart"]))

    def test_text(self) -> None:
        companion.configure("text", stream=self.stream, logger=self.logger)

        async def main() -> None:
            await named(self.speak(), "greeter")
        self.run_loop(main())
        self.logger.warning("outside")
        inside, outside = self.written()
        name = "greeter" if NAMED_TASKS else "None"
        self.assertRegex(inside, r"^[\d-]+ [\d:,]+ INFO     \[%d:MainThread:%s\] test\.configured: inside$" % (os.getpid(), name))
        self.assertRegex(outside, r"^[\d-]+ [\d:,]+ WARNING  \[%d:MainThread:None\] test\.configured: outside$" % os.getpid())

    async def speak(self) -> None:
        self.logger.info("inside")

    def test_text_with_ids(self) -> None:
        companion.configure(companion.FORMAT_WITH_IDS, stream=self.stream, logger=self.logger)
        with companion.use_request_id("r1"):
            self.run_loop(self.speak())
        (line,) = self.written()
        self.assertRegex(line, r"^[\d-]+ [\d:,]+ INFO     \[%d:MainThread:[\w-]+\] \[\d+ r1\] test\.configured: inside$"
                         % os.getpid())

    def test_again_replaces_what_it_did_and_spares_others(self) -> None:
        other = logging.NullHandler()
        self.logger.addHandler(other)
        companion.configure("text", stream=io.StringIO(), logger=self.logger)
        handler = companion.configure("json", level="WARNING", stream=self.stream, logger=self.logger)
        self.assertEqual([other, handler], self.logger.handlers)
        self.assertEqual(logging.WARNING, self.logger.level)
        handler = companion.configure(stream=self.stream, logger=self.logger, force=True)
        self.assertEqual([handler], self.logger.handlers)

    def test_a_format_that_is_none(self) -> None:
        with self.assertRaisesRegex(ValueError, "not 'xml'"):
            companion.configure("xml", logger=self.logger)
        self.assertEqual([], self.logger.handlers)

    def test_dictionaries_of_logging_config_can_name_the_parts(self) -> None:
        from logging.config import dictConfig
        dictConfig({"version": 1, "disable_existing_loggers": False,
                    "filters": {"task": {"()": "tracestitch_context.TaskContextFilter"}},
                    "formatters": {"json": {"()": "tracestitch_context.JsonFormatter"}},
                    "handlers": {"out": {"class": "logging.StreamHandler", "stream": self.stream, "filters": ["task"],
                                         "formatter": "json"}},
                    "loggers": {"test.configured": {"handlers": ["out"], "level": "INFO"}}})
        self.logger.info("hello")
        self.assertIn("processStart", json.loads(self.written()[0]))


class TypesTest(unittest.TestCase):

    def test_every_function_is_annotated_and_the_annotations_can_be_resolved(self) -> None:
        found = 0
        classes = [c for c in vars(companion).values() if inspect.isclass(c) and c.__module__ == companion.__name__]
        for owner in [companion] + classes:
            for name, function in vars(owner).items():
                if inspect.isfunction(function) and function.__module__ == companion.__name__:
                    hints = typing.get_type_hints(inspect.unwrap(function))
                    parameters = set(inspect.signature(function).parameters) - {"self"}
                    self.assertEqual(parameters | {"return"}, set(hints), name)
                    found += 1
        self.assertGreater(found, 25)

    def test_what_is_public_is_documented(self) -> None:
        for name in companion.__all__:
            value = getattr(companion, name)
            if callable(value):
                self.assertTrue(inspect.getdoc(value), name)


if __name__ == "__main__":
    unittest.main()
