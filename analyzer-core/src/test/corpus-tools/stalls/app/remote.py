"""What "python -m asyncio ps" and "pstree" print about this process, by Lib/asyncio/tools.py itself (3.14).

That tool reads the tasks out of another process' memory (_remote_debugging). Here it gets the same records from the live tasks.
"""
import asyncio
import collections
import os
import sys
import types

from app.settings import WATCH
from app.watch import others

FrameInfo = collections.namedtuple("FrameInfo", "filename lineno funcname")
CoroInfo = collections.namedtuple("CoroInfo", "call_stack task_name")
TaskInfo = collections.namedtuple("TaskInfo", "task_id task_name coroutine_stack awaited_by")
AwaitedInfo = collections.namedtuple("AwaitedInfo", "thread_id awaited_by")

try:
    import _remote_debugging  # noqa: F401
except ImportError:
    stand_in = types.ModuleType("_remote_debugging")
    stand_in.FrameInfo, stand_in.RemoteUnwinder = FrameInfo, None
    sys.modules["_remote_debugging"] = stand_in


def frames(task):
    """Innermost first, as the unwinder gives them."""
    found, coro = [], task.get_coro()
    while coro is not None and getattr(coro, "cr_frame", None) is not None:
        code = coro.cr_code
        found.append(FrameInfo(code.co_filename, coro.cr_frame.f_lineno, code.co_qualname))
        coro = coro.cr_await
    return found[::-1]


def snapshot():
    tasks = []
    for task in others():
        awaiters = [a for a in task._asyncio_awaited_by or () if isinstance(a, asyncio.Task)]
        tasks.append(TaskInfo(id(task), task.get_name(), [CoroInfo(frames(task), id(task))], [CoroInfo(frames(a), id(a)) for a in awaiters]))
    return [AwaitedInfo(os.getpid(), tasks), AwaitedInfo(0, [])]


async def ps(every=WATCH):
    from asyncio import tools
    tools.get_all_awaited_by = lambda pid: snapshot()
    while True:
        await asyncio.sleep(every)
        tools.display_awaited_by_tasks_table(os.getpid())


async def pstree(every=WATCH):
    from asyncio import tools
    tools.get_all_awaited_by = lambda pid: snapshot()
    while True:
        await asyncio.sleep(every)
        try:
            tools.display_awaited_by_tasks_tree(os.getpid())
        except SystemExit:
            pass  # its exit status after it has printed the cycles
