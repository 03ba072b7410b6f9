"""Which programs are run, and the truth about each: it follows from how the program is made, never from what a run printed."""
from dataclasses import dataclass
from typing import Optional, Tuple

NAMES_TASKS = {"pid-thread-task", "task-bar", "task-key", "task-last", "python-json"}  # set-ups whose records carry the task's name
NAMES_THREADS = {"pid-thread-task", "threads", "spring", "ecs"}
NUMBERS_THREADS = {"ecs"}  # the ident that faulthandler prints in hexadecimal


@dataclass(frozen=True)
class Wait:
    """A task, or with thread=True a thread. holds and waits_for are the word that names the thing in the log, or a task's name."""
    name: str
    holds: Optional[str] = None
    waits_for: Optional[str] = None
    coroutine: Optional[str] = None  # stands for the task where no record carries its name
    thread: bool = False


@dataclass(frozen=True)
class Stall:
    what: str
    evidence: str
    tasks: Tuple[Wait, ...]
    accept: Tuple[str, ...] = ()  # what else is no mistake, since the log does not tell the difference
    tasks_told: bool = True  # False: the log shows that there is a stall, and at most lets one guess whose


@dataclass(frozen=True)
class Scenario:
    name: str
    program: str  # or several, separated by commas: one process each, in one log
    variants: str  # SETUP/VERSION ...
    stalls: Tuple[Stall, ...] = ()
    why: str = ""  # a look-alike: why it is none
    seconds: float = 2.8  # when a program that does not end is killed
    scale: float = 25
    ends: bool = False
    named: bool = False  # the log names tasks in dumps or messages, whatever the set-up
    limit: int = 100_000  # bytes
    made: str = "run by run.py"


def thread(name: str, holds: Optional[str] = None, waits_for: Optional[str] = None) -> Wait:
    return Wait(name, holds, waits_for, thread=True)


def dead(evidence: str, *tasks: Wait, accept: Tuple[str, ...] = (), tasks_told: bool = True) -> Tuple[Stall, ...]:
    return (Stall("deadlock", evidence, tasks, accept, tasks_told),)


def hang(evidence: str, *tasks: Wait, accept: Tuple[str, ...] = ()) -> Tuple[Stall, ...]:
    return (Stall("hang", evidence, tasks, accept),)


def live(evidence: str, *tasks: Wait, accept: Tuple[str, ...] = ()) -> Tuple[Stall, ...]:
    return (Stall("livelock", evidence, tasks, accept),)


def silence(evidence: str, *tasks: Wait) -> Tuple[Stall, ...]:
    return (Stall("silence", evidence, tasks),)


DOCK_SCALE = (Wait("load-2", "dock", "scale", "load"), Wait("unload-2", "scale", "dock", "unload"))
DOCK_SCALE_NO_SOURCE = (Wait("load-2", "dock", None, "load"), Wait("unload-2", "scale", None, "unload"))
OPPOSITE = "each task logs the lock that it has, and stands at the line that takes the other's in every dump"
PATIENT = (Wait("load-2", "dock", "scale", "load_patiently"), Wait("unload-2", "scale", "dock", "unload_patiently"))
RING = (Wait("crane-a", "north", "middle", "crane_a"), Wait("crane-b", "middle", "south", "crane_b"), Wait("crane-c", "south", "north", "crane_c"))
EACH_OTHER = (Wait("invoice-41", None, "ticket-41", "invoice"), Wait("ticket-41", None, "invoice-41", "ticket"))
AWAITS = (Wait("quote", None, "contract", "stage"), Wait("contract", None, "deposit", "stage"), Wait("deposit", None, "quote", "stage"))
HOLD_ONE = tuple(Wait("product-%d" % n, "connection-%d" % (n - 16), "pool", "product") for n in (17, 18, 19))
GRAPH = "print_call_graph of 3.14.2 (WebAssembly)"
TOOLS = "by Lib/asyncio/tools.py of 3.14.2 itself, of live tasks in its own process instead of another's memory"
PYSPY = "in the form of \"py-spy dump\" by app/watch.py: frames from the interpreter, states from /proc"

STALLS = [
    # locks of asyncio
    Scenario("two-locks-print-stack", "warehouse.opposite_print_stack", "pid-thread-task/3.8 standard/3.11 python-json/3.13 task-bar/3.14",
             dead(OPPOSITE, *DOCK_SCALE, accept=("hang",)), named=True),
    Scenario("two-locks-get-stack", "warehouse.opposite_frames", "task-key/3.9 dashes/3.12 python-json/3.10",
             dead(OPPOSITE, *DOCK_SCALE, accept=("hang",)), named=True),
    Scenario("two-locks-timeouts", "warehouse.opposite_timeouts", "pid-thread-task/3.9 python-json/3.12 task-last/3.10 standard/3.13",
             dead("each task says what it holds and then times out on the other's, again and again", *PATIENT), limit=60_000),
    Scenario("three-locks-ring", "warehouse.ring", "pid-thread-task/3.10 standard/3.8 python-json/3.12 task-key/3.13",
             dead("each task logs its lock; the stacks end in the line that takes the next one's", *RING, accept=("hang",)), named=True),
    Scenario("two-locks-call-graph", "warehouse.opposite_graph", "pid-thread-task/3.14 standard/3.14",
             dead(OPPOSITE + " (the graph itself has no edge for locks)", *DOCK_SCALE_NO_SOURCE, accept=("hang",)), named=True, made=GRAPH),
    Scenario("two-locks-ps", "warehouse.opposite_ps", "task-bar/3.14 standard/3.14",
             dead("each task logs the lock that it has; ps shows both in Lock.acquire, in every table", *DOCK_SCALE_NO_SOURCE, accept=("hang",)),
             named=True, made=TOOLS),
    Scenario("two-locks-pstree", "warehouse.opposite_pstree", "pid-thread-task/3.14 standard/3.14",
             dead("each task logs the lock that it has; pstree shows both in Lock.acquire, at the same lines in every tree",
                  *DOCK_SCALE_NO_SOURCE, accept=("hang",)), named=True, made=TOOLS),
    Scenario("lock-reentered", "ledger.lock_twice", "pid-thread-task/3.8 standard/3.12 python-json/3.11",
             dead("one stack goes twice through `async with self.lock`", Wait("transfer-5", "lock", "lock", "transfer"), accept=("hang",)), named=True),
    Scenario("lock-reentered-call-graph", "ledger.lock_twice_graph", "task-key/3.14 standard/3.14",
             dead("revert() under transfer() waits in Lock.acquire, in every graph; the line of transfer() is inside its own lock",
                  Wait("transfer-5", None, "lock", "transfer"), accept=("hang",)), named=True, made=GRAPH),
    Scenario("semaphore-reentered", "ledger.semaphore_twice", "pid-thread-task/3.9 standard/3.13 python-json/3.10",
             dead("one stack goes twice through post(), and the inner one waits at `async with self.writers`",
                  Wait("post-3", "writers", "writers", "post"), accept=("hang",)), named=True),
    Scenario("semaphore-reentered-call-graph", "ledger.semaphore_twice_graph", "task-bar/3.14 standard/3.14",
             dead("post() under post() waits in Semaphore.acquire, in every graph", Wait("post-3", None, "writers", "post"), accept=("hang",)),
             named=True, made=GRAPH),

    # tasks that await tasks
    Scenario("awaits-itself", "bookings.self_await", "pid-thread-task/3.8 standard/3.10 python-json/3.12 task-last/3.13 dashes/3.14",
             dead("RuntimeError: Task cannot await on itself", Wait("refund-41", None, "refund-41", "refund")), ends=True, named=True),
    Scenario("await-each-other-reprs", "bookings.mutual_reprs", "pid-thread-task/3.11 standard/3.13 python-json/3.12",
             dead("`wait_for=<Task ...>` of each repr names the other", *EACH_OTHER), named=True),
    Scenario("await-each-other-reprs-recursion", "bookings.mutual_reprs", "pid-thread-task/3.8 task-key/3.9 python-json/3.10",
             dead("repr() of a task that waits for itself in the end dies of RecursionError in base_tasks: the watchdog logs that for both",
                  Wait("invoice-41", None, None, "invoice"), Wait("ticket-41", None, None, "ticket"), accept=("hang",)), named=True, limit=60_000),
    Scenario("await-each-other-print-stack", "bookings.mutual_print_stack", "task-bar/3.11 standard/3.12 python-json/3.13",
             dead("`wait_for=<Task ...>` in the first line of each stack names the other", *EACH_OTHER), named=True),
    Scenario("await-each-other-call-graph", "bookings.mutual_graph", "pid-thread-task/3.14 standard/3.14 python-json/3.14",
             dead("print_call_graph of 3.14.2 dies of RecursionError in _build_graph_for_future: tasks await each other. The tasks' last records "
                  "are the only names", Wait("invoice-41", None, None, "invoice"), Wait("ticket-41", None, None, "ticket"), tasks_told=False), made=GRAPH, seconds=4),
    Scenario("await-each-other-ps", "bookings.mutual_ps", "task-key/3.14 standard/3.14",
             dead("the table names as awaiter of each the other", *EACH_OTHER), named=True, made=TOOLS),
    Scenario("await-each-other-pstree", "bookings.mutual_pstree", "pid-thread-task/3.14 standard/3.14",
             dead("ERROR: await-graph contains cycles, with the cycle", *EACH_OTHER), named=True, made=TOOLS),
    Scenario("await-ring-stacks", "bookings.ring_chains", "pid-thread-task/3.8 standard/3.9 python-json/3.13",
             dead("the same three stacks in every dump, each at `await desk.jobs[following]`: who awaits whom is not told",
                  *[Wait(w.name, None, None, w.coroutine) for w in AWAITS], accept=("hang",)), named=True),
    Scenario("await-ring-call-graph", "bookings.ring_graph", "task-last/3.14 pid-thread-task/3.14",
             dead("print_call_graph dies of RecursionError", *[Wait(w.name, None, None, w.coroutine) for w in AWAITS], tasks_told=False), made=GRAPH),
    Scenario("await-ring-pstree", "bookings.ring_pstree", "standard/3.14 pid-thread-task/3.14",
             dead("ERROR: await-graph contains cycles, with the cycle", *AWAITS), named=True, made=TOOLS),

    # queues
    Scenario("join-after-death", "depot.join_chains", "pid-thread-task/3.8 standard/3.11 python-json/3.13",
             hang("sorter-1 died without task_done(); close-shift stands in Queue.join in every dump", Wait("close-shift", None, "parcels", "close_shift"),
                  accept=("deadlock",)), named=True),
    Scenario("join-after-death-print-stack", "depot.join_print_stack", "task-bar/3.10 standard/3.12",
             hang("sorter-1 died without task_done(); close-shift stands at parcels.join() in every dump",
                  Wait("close-shift", None, "parcels", "close_shift"), accept=("deadlock",)), named=True),
    Scenario("join-after-death-call-graph", "depot.join_graph", "pid-thread-task/3.14 standard/3.14",
             hang("sorter-1 died without task_done(); close-shift stands in Queue.join in every graph",
                  Wait("close-shift", None, "parcels", "close_shift"), accept=("deadlock",)), named=True, made=GRAPH),
    Scenario("own-full-queue", "depot.own_queue", "pid-thread-task/3.9 standard/3.10 python-json/3.12",
             dead("the only taker of the belt waits in Queue.put on it, in every dump", Wait("unpack", None, "belt", "unpack"), accept=("hang",)), named=True),
    Scenario("own-full-queue-get-stack", "depot.own_queue_frames", "task-key/3.11 dashes/3.13",
             dead("the only taker of the belt waits at belt.put in every dump", Wait("unpack", None, "belt", "unpack"), accept=("hang",)), named=True),
    Scenario("own-full-queue-call-graph", "depot.own_queue_graph", "standard/3.14 pid-thread-task/3.14",
             dead("the only taker of the belt waits in Queue.put, in every graph", Wait("unpack", None, "belt", "unpack"), accept=("hang",)),
             named=True, made=GRAPH),
    Scenario("full-queues", "depot.full_queues", "pid-thread-task/3.8 standard/3.13 python-json/3.11",
             dead("each station stands in Queue.put of the queue that only the other empties, in every dump",
                  Wait("import", None, "outbound", "import_station"), Wait("export", None, "inbound", "export_station"), accept=("hang",)), named=True),

    Scenario("condition-not-notified", "depot.no_notify", "pid-thread-task/3.9 standard/3.12 python-json/3.11",
             hang("papers is done; pick-up stands in Condition.wait in every dump", Wait("pick-up", None, "changed", "pick_up")), named=True),
    Scenario("event-after-gather", "depot.event_after_gather", "pid-thread-task/3.13 standard/3.10 python-json/3.8",
             dead("train waits for its containers, which wait in every dump for an event that train has not set yet",
                  Wait("container-1", None, "sealed", "container"), Wait("container-2", None, "sealed", "container"), Wait("train", None, None, "train"),
                  accept=("hang",)), named=True),

    # pools
    Scenario("pool-of-one", "pool.nested_size_one", "pid-thread-task/3.8 standard/3.12 python-json/3.10 task-bar/3.14",
             dead("the task that has the only connection times out on a second one, again and again",
                  Wait("product-17", "connection-1", "pool", "product"), accept=("livelock",)), limit=60_000),
    Scenario("pool-each-holds-one", "pool.each_holds_one", "pid-thread-task/3.9 standard/3.11 python-json/3.13 task-last/3.10",
             dead("three tasks have the three connections, and each times out on another one, again and again", *HOLD_ONE, accept=("livelock",)),
             limit=60_000),
    Scenario("pool-each-holds-one-dumps", "pool.each_holds_one_chains", "task-key/3.11 standard/3.8",
             dead("three tasks have the three connections; in every dump prices() waits in Pool.acquire below product()", *HOLD_ONE,
                  accept=("livelock", "hang")), named=True),
    Scenario("slots-nested", "pool.slots_chains", "pid-thread-task/3.12 standard/3.9 python-json/3.11",
             dead("each stack goes through `async with self.slots` twice, and all slots are taken so",
                  Wait("fetch-3", "slots", "slots", "fetch"), Wait("fetch-4", "slots", "slots", "fetch"), accept=("hang",)), named=True),
    Scenario("slots-nested-call-graph", "pool.slots_graph", "task-bar/3.14 standard/3.14",
             dead("images() under fetch() waits in Semaphore.acquire, in every graph",
                  Wait("fetch-3", None, "slots", "fetch"), Wait("fetch-4", None, "slots", "fetch"), accept=("hang",)), named=True, made=GRAPH),

    # threads
    Scenario("two-thread-locks", "stock.two_locks", "threads/3.8 standard/3.11 ecs/3.13 pid-thread-task/3.10",
             dead("each thread logs its lock and stands at the line that takes the other's, in every dump",
                  thread("picker", "order_lock", "shelf_lock"), thread("refiller", "shelf_lock", "order_lock"), accept=("hang",))),
    Scenario("two-thread-locks-py-spy", "stock.two_locks_pyspy", "threads/3.11 standard/3.9",
             dead("each thread logs its lock and stands at the line that takes the other's, in every dump",
                  thread("picker", "order_lock", "shelf_lock"), thread("refiller", "shelf_lock", "order_lock"), accept=("hang",)), made=PYSPY),
    Scenario("two-thread-locks-timeouts", "stock.two_locks_timeouts", "threads/3.10 standard/3.13 ecs/3.8",
             dead("each thread says what it holds and what it cannot get, again and again", Wait("picker", "order_lock", "shelf_lock"),
                  Wait("refiller", "shelf_lock", "order_lock")), named=True),
    Scenario("thread-lock-reentered", "ledger.thread_lock_twice", "threads/3.9 standard/3.12 ecs/3.10",
             dead("close_quarter() under close_month(), at the same two lines in every dump", thread("closer"), accept=("hang",))),
    Scenario("thread-pool-in-itself", "stock.pool_in_pool", "threads/3.10 standard/3.13 spring/3.8",
             dead("the only thread of the pool waits in Future.result() inside a job of that pool, in every dump",
                  thread("stocktaking_0"), accept=("hang",))),
    Scenario("join-with-lock", "stock.join_with_lock", "threads/3.12 standard/3.8 ecs/3.11",
             dead("MainThread joins the refiller and has logged that it locked the orders; the refiller stands at `with self.order_lock`",
                  thread("MainThread", "orders", "refiller"), thread("refiller", "shelf_lock", "order_lock"), accept=("hang",))),
    Scenario("result-in-loop", "bridge.result_in_loop", "pid-thread-task/3.8 standard/3.11 python-json/3.13",
             dead("the loop's own thread stands in Future.result() below run_forever, called by publish_now(), in every dump",
                  thread("MainThread"), accept=("hang",))),
    Scenario("thread-and-loop", "bridge.thread_and_loop", "pid-thread-task/3.9 standard/3.12 threads/3.10",
             dead("the reader waits in Future.result() for the loop; the loop's thread stands at `with self.state`, after it logged so",
                  thread("MainThread", None, "state"), thread("reader"), accept=("hang",))),
    Scenario("thread-and-loop-py-spy", "bridge.thread_and_loop_pyspy", "threads/3.13 standard/3.8",
             dead("the reader waits in Future.result() for the loop; the loop's thread stands in snapshot()",
                  thread("MainThread", None, "state"), thread("reader"), accept=("hang",)), made=PYSPY),

    # hangs
    Scenario("loop-in-recv", "probe.recv", "pid-thread-task/3.8 standard/3.12 python-json/3.10",
             hang("the loop's thread stands in ask() at recv in every dump", thread("MainThread"))),
    Scenario("loop-in-recv-py-spy", "probe.recv_pyspy", "threads/3.11 standard/3.13",
             hang("the loop's thread stands in ask() at recv in every dump", thread("MainThread")), made=PYSPY),
    Scenario("loop-in-subprocess", "probe.child", "pid-thread-task/3.11 standard/3.9 ecs/3.13",
             hang("the loop's thread stands in subprocess wait in every dump", thread("MainThread"))),
    Scenario("loop-in-thread-queue", "probe.thread_queue", "threads/3.10 standard/3.8 task-key/3.12",
             hang("the loop's thread stands in queue.Queue.get in every dump", thread("MainThread"))),
    Scenario("loop-in-lock-of-the-dead", "probe.lock_of_the_dead", "pid-thread-task/3.13 standard/3.10",
             hang("the loop's thread stands at `with lock` in every dump", thread("MainThread"), accept=("deadlock",))),
    Scenario("loop-spins", "probe.spin", "pid-thread-task/3.9 standard/3.11 python-json/3.12",
             hang("the loop's thread stands in spin(), at the same lines or the next, in every dump", thread("MainThread"), accept=("livelock",))),
    Scenario("loop-spins-py-spy", "probe.spin_pyspy", "threads/3.10 standard/3.12",
             hang("the loop's thread is active in spin() in every dump", thread("MainThread"), accept=("livelock",)), made=PYSPY, seconds=8),
    Scenario("event-never-set", "probe.event_chains", "pid-thread-task/3.10 standard/3.13 python-json/3.8",
             hang("connect stands in Event.wait in every dump, at the same lines", Wait("connect", None, "ready", "connect")), named=True, limit=60_000, seconds=4),
    Scenario("event-never-set-print-stack", "probe.event_print_stack", "task-bar/3.12 standard/3.9",
             hang("connect stands at ready.wait() in every dump", Wait("connect", None, "ready", "connect")), named=True),
    Scenario("event-never-set-call-graph", "probe.event_graph", "pid-thread-task/3.14 standard/3.14",
             hang("connect stands in Event.wait in every graph", Wait("connect", None, "ready", "connect")), named=True, made=GRAPH),
    Scenario("future-never-done", "probe.future_reprs", "pid-thread-task/3.11 standard/3.8 python-json/3.13",
             hang("the repr of request is the same every time: running at the same line, wait_for a pending Future",
                  Wait("request", None, "Future", "request")), named=True),
    Scenario("future-never-done-call-graph", "probe.future_graph", "task-key/3.14 standard/3.14",
             hang("request stands at `return await self.answer` in every graph", Wait("request", None, None, "request")), named=True, made=GRAPH),

    # livelocks
    Scenario("give-way", "crawler.polite", "pid-thread-task/3.8 standard/3.12 python-json/3.13 task-bar/3.14",
             live("hundreds of equal lines a second by two tasks, and nothing else of them", Wait("robot-a", None, None, "walk"),
                  Wait("robot-b", None, None, "walk")), scale=1, seconds=2.0, limit=60_000, named=True),
    Scenario("conflicts-for-ever", "ledger.conflicts", "pid-thread-task/3.9 standard/3.13 python-json/3.10 task-key/3.14",
             live("every attempt fails in the same way, attempts are counted up to hundreds", Wait("save-anna", None, None, "save"),
                  Wait("save-ben", None, None, "save")), scale=1, seconds=2.0, limit=60_000),
    Scenario("reconnect-storm", "crawler.storm_tracebacks", "pid-thread-task/3.8 standard/3.12 python-json/3.10",
             live("the same ConnectionRefusedError of the same task a hundred times within a second", Wait("feed", None, None, "feed")),
             scale=1, seconds=2.4, limit=140_000),
    Scenario("reconnect-storm-lines", "crawler.storm_lines", "task-last/3.11 standard/3.9 task-bar/3.14",
             live("the same error line of the same task hundreds of times within seconds", Wait("feed", None, None, "feed")), scale=1, seconds=2.4),

    Scenario("always-too-short", "crawler.always_too_short", "pid-thread-task/3.9 standard/3.11 python-json/3.13",
             live("the same TimeoutError of the same task a hundred times within seconds, each begun again at once", Wait("search", None, None, "search")),
             scale=1, seconds=2.0, limit=100_000),

    # silence
    Scenario("consumer-silent", "depot.consumer_silent", "pid-thread-task/3.10 standard/3.12 python-json/3.8 task-bar/3.14",
             silence("three consumers log at the same rate; consumer-2 takes a message and is not heard of again", Wait("consumer-2", coroutine="consume")),
             scale=60, seconds=4, named=True),
    Scenario("one-worker-silent", "fleet.busy,fleet.falls_silent,fleet.busy", "standard/3.9 pid-thread-task/3.11 dashes/3.13",
             silence("the lines of worker-2 end in the middle of a job, those of the others go on", Wait("worker-2")), scale=60, seconds=4, named=True,
             limit=80_000),
    Scenario("heartbeat-stops", "probe.heartbeat", "pid-thread-task/3.8 standard/3.10 ecs/3.12 task-key/3.13",
             silence("a heartbeat every six seconds stops, the supervisor's lines go on", Wait("heartbeat", coroutine="beat")), scale=60, seconds=4),
]

LIVE = [
    Scenario("idle-workers-print-stack", "depot.idle_print_stack", "pid-thread-task/3.8 standard/3.11 task-bar/3.14", why="workers wait for work in Queue.get", ends=True),
    Scenario("idle-workers-stacks", "depot.idle_chains", "python-json/3.13 standard/3.10", why="workers wait for work in Queue.get", ends=True),
    Scenario("idle-workers-call-graph", "depot.idle_graph", "standard/3.14 pid-thread-task/3.14", why="workers wait for work in Queue.get", ends=True, made=GRAPH),
    Scenario("idle-all-night", "depot.idle_all_night", "pid-thread-task/3.9 standard/3.12 python-json/3.11",
             why="workers without work, a server in accept, a timer asleep: the same stacks in every dump, and nothing is wrong", ends=True),
    Scenario("idle-threads", "stock.idle_pool", "threads/3.8 standard/3.13 ecs/3.10", why="idle threads of a pool, a server in accept, a consumer in Queue.get", ends=True),
    Scenario("idle-threads-py-spy", "stock.idle_pool_pyspy", "threads/3.11 standard/3.9", why="consumers wait for work", ends=True, made=PYSPY),
    Scenario("slow-join", "depot.slow_join", "pid-thread-task/3.10 standard/3.8 task-key/3.13", why="Queue.join waits in every dump, but the worker works", ends=True),
    Scenario("bursts", "depot.bursts", "pid-thread-task/3.9 python-json/3.12 standard/3.14", why="pauses between bursts", ends=True, scale=120),
    Scenario("one-lock-timeout", "warehouse.one_timeout", "pid-thread-task/3.8 standard/3.12 python-json/3.10", why="one time-out on a lock, then it is got", ends=True),
    Scenario("gives-up-its-lock", "warehouse.gives_up", "pid-thread-task/3.9 standard/3.11 python-json/3.13 task-key/3.14",
             why="locks in opposite order, but one lets go after its time, and both get through", ends=True),
    Scenario("one-lock-order", "warehouse.global_order", "pid-thread-task/3.9 standard/3.13 python-json/3.11",
             why="time-outs under load, but all take the locks in one order, and all get through", ends=True, limit=140_000),
    Scenario("long-holder", "warehouse.long_holder", "pid-thread-task/3.11 standard/3.9 python-json/3.12 task-bar/3.14",
             why="many wait for one lock in every dump, while its holder moves on", ends=True),
    Scenario("contended-threads", "stock.contended", "threads/3.10 standard/3.12", why="the lock goes from thread to thread", ends=True, scale=10),
    Scenario("busy-report", "ledger.busy_report", "standard/3.8 threads/3.11 python-json/3.13", why="the stack changes from dump to dump", ends=True),
    Scenario("busy-report-py-spy", "ledger.busy_report_pyspy", "threads/3.9 standard/3.13", why="the stack changes from dump to dump", ends=True, made=PYSPY),
    Scenario("slow-answers", "probe.slow_answers", "pid-thread-task/3.10 standard/3.12", why="recv in every dump, but each time for another device", ends=True, scale=10),
    Scenario("pool-exhausted-for-a-while", "pool.exhausted_for_a_while", "pid-thread-task/3.8 standard/3.11 python-json/3.13",
             why="the pool is exhausted, then connections come back and all is done", ends=True),
    Scenario("back-off", "crawler.back_off", "pid-thread-task/3.9 standard/3.13 python-json/3.10 task-key/3.14", why="growing delays, and at last it works", ends=True, scale=50),
    Scenario("same-warning", "crawler.same_warning", "pid-thread-task/3.8 standard/3.12", why="thirty equal warnings with progress in between", ends=True, scale=300),
    Scenario("reconnects-that-work", "crawler.reconnects_that_work", "task-last/3.11 standard/3.9 python-json/3.13",
             why="the same error a dozen times, but each connection brought something", ends=True, scale=300),
    Scenario("long-poll", "crawler.patience", "pid-thread-task/3.10 standard/3.14", why="a time-out in each round is the rule of a long poll", ends=True, scale=100),
    Scenario("refused-requests", "ledger.refused_requests", "pid-thread-task/3.8 standard/3.11 python-json/3.13",
             why="the same exception by many requests, each its own", ends=True, limit=140_000),
    Scenario("conflicts-with-progress", "ledger.many_conflicts_with_progress", "pid-thread-task/3.9 standard/3.12 python-json/3.14",
             why="most attempts fail, but each round one gets through", ends=True, scale=5),
    Scenario("batch-ends", "ledger.batch", "standard/3.8 pid-thread-task/3.12 ecs/3.10", why="the log ends because the job ends", ends=True, scale=300),
    Scenario("quiet-night", "probe.quiet_night", "pid-thread-task/3.8 standard/3.11 python-json/3.13", why="little to do, a heartbeat every ten minutes", ends=True, scale=7500),
    Scenario("heartbeat-resumes", "probe.heartbeat_resumes", "pid-thread-task/3.9 standard/3.12 ecs/3.11",
             why="the heartbeat misses a while, since a report blocks the loop, and goes on", ends=True, scale=60),
    Scenario("consumer-leaves", "depot.consumer_leaves", "pid-thread-task/3.13 standard/3.9 python-json/3.10",
             why="a consumer stops and says so; the log is cut while the others work", scale=60, seconds=4),
    Scenario("cut-at-work", "fleet.busy,fleet.busy", "standard/3.11 pid-thread-task/3.8",
             why="the log is cut in the middle of everybody's work: nobody fell silent before", scale=60, seconds=2, limit=80_000),
    Scenario("workers-stop-in-order", "fleet.busy,fleet.stops_in_order,fleet.seldom", "standard/3.10 pid-thread-task/3.13",
             why="one worker stops and says so, another has little to do; the log is cut while the first works", scale=60, seconds=4, limit=80_000),
    Scenario("healthy-gather-reprs", "bookings.gather_reprs", "pid-thread-task/3.8 standard/3.12", why="parents wait for children, which work", ends=True),
    Scenario("healthy-gather-stacks", "bookings.gather_chains", "task-bar/3.9 python-json/3.13", why="parents wait for children, which work", ends=True),
    Scenario("healthy-gather-call-graph", "bookings.gather_graph", "pid-thread-task/3.14 standard/3.14", why="parents wait for children, which work", ends=True, made=GRAPH),
    Scenario("healthy-gather-ps", "bookings.gather_ps", "standard/3.14 pid-thread-task/3.14", why="parents wait for children, which work", ends=True, made=TOOLS),
    Scenario("healthy-gather-pstree", "bookings.gather_pstree", "task-key/3.14 standard/3.14", why="parents wait for children, which work", ends=True, made=TOOLS),
    Scenario("deep-chain", "bookings.deep_chain", "pid-thread-task/3.11 standard/3.8 task-bar/3.14", why="twelve tasks wait for one another, the last one works", ends=True,
             limit=140_000),
    Scenario("recursion-in-data", "bookings.recursion", "pid-thread-task/3.9 standard/3.12 python-json/3.14", why="a RecursionError that comes from data", ends=True),
]
