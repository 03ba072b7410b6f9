"""Prints real reprs of asyncio's objects, one JSON object a line, with the truth taken from the live objects.

Run with each CPython from 3.6 on: python $PWD/make_reprs.py >> reprs.jsonl
CPython 3.14 ran as WebAssembly: node pyodide.mjs . make_reprs.py >> reprs.jsonl
Paths of the interpreter and of this file are replaced by neutral ones.
"""
import asyncio
import functools
import json
import os
import socket
import sys
import tempfile

VERSION = '%d.%d' % sys.version_info[:2]
HERE = os.path.abspath(__file__)
OUT = sys.stdout


def neutral(text):
    if not isinstance(text, str):
        return text
    text = text.replace(HERE, '/srv/app/reprs.py')
    return text if sys.prefix == '/' else text.replace(sys.prefix, '/usr/local')


def emit(case, text, **truth):
    record = {'version': VERSION, 'case': case, 'repr': neutral(text), 'truth': {}}
    for key, value in truth.items():
        record['truth'][key] = neutral(value)
    OUT.write(json.dumps(record, sort_keys=True) + '\n')


def place_of_coroutine(coro):
    frame = getattr(coro, 'cr_frame', None) or getattr(coro, 'gi_frame', None)
    code = getattr(coro, 'cr_code', None) or getattr(coro, 'gi_code', None)
    if code is None:
        return None
    line = frame.f_lineno if frame is not None else code.co_firstlineno
    return '%s:%d' % (code.co_filename, line)


def future_truth(future):
    truth = {'type': type(future).__name__, 'callbacks': len(future._callbacks or ())}
    if future.cancelled():
        truth['state'] = 'cancelled'
    elif future.done():
        truth['state'] = 'finished'
        if future.exception() is not None:
            truth['exception'] = repr(future.exception())
    else:
        truth['state'] = 'pending'
    if future._source_traceback:
        truth['created_at'] = '%s:%s' % (future._source_traceback[-1][0], future._source_traceback[-1][1])
    return truth


def emit_task(case, task):
    truth = future_truth(task)
    if not task.done() and getattr(task, '_must_cancel', False):
        truth['state'] = 'cancelling'
    if not task.done() and hasattr(task, 'cancelling') and task.cancelling():
        truth['state'] = 'cancelling'
    truth['name'] = task.get_name() if hasattr(task, 'get_name') else None
    truth['coroutine'] = task._coro.__qualname__
    truth['place'] = place_of_coroutine(task._coro)
    truth['wait_for'] = repr(task._fut_waiter) if task._fut_waiter is not None else None
    emit(case, repr(task), kind='task', **truth)


def emit_future(case, future):
    emit(case, repr(future), kind='future', **future_truth(future))


class Odd(Exception):
    def __init__(self, text):
        Exception.__init__(self, text)
        self.text = text

    def __repr__(self):
        return self.text


class Service:
    async def serve(self):
        await asyncio.sleep(3600)

    def tick(self, *args, **kwargs):
        pass

    def __call__(self):
        pass


async def failing(exc):
    raise exc


async def succeeding(value):
    return value


async def waiting(what):
    return await what


def plain(*args, **kwargs):
    pass


def task_of(loop, coro, name=None):
    task = loop.create_task(coro)
    if name is not None and hasattr(task, 'set_name'):
        task.set_name(name)
    return task


NAMES = ['Task-7', 'fulfil-20', 'with blanks in it', "it's", 'say "hi"', 'both \' and "', '<angle>', 'a > b < c', 'back\\slash',
         'tab\tand\nline', 'caf\u00e9', '\u65e5\u672c', '\x00nul', "x' coro=<fake() done, defined at /a.py:1>", ')]}', '([{', '...', '',
         'a, created at /x.py:9', '\U0001f600']

EXCEPTIONS = [ValueError('a>b'), ValueError("it's"), ValueError('say "no"'), KeyError(('a', 1)), ValueError(), OSError(2, 'No such file', '/x y'),
              Odd('<Odd with blanks>'), Odd('Odd: in plain words, not in brackets'), Odd("can't stop"), Odd('a -> b'), Odd('Odd(x > 1)'),
              Odd('Odd(x < 1)'), ValueError([{'k': ('v', '<')}]), ValueError('cb=[x] created at /y.py:3'), ValueError('line\nbreak')]


async def tasks(loop, tag):
    pending = []
    for number, name in enumerate(NAMES):
        task = task_of(loop, waiting(loop.create_future()), name)
        await asyncio.sleep(0)
        emit_task('%s-name-%d' % (tag, number), task)
        pending.append(task)
    for number, exc in enumerate(EXCEPTIONS):
        task = task_of(loop, failing(exc))
        await asyncio.wait([task])
        emit_task('%s-exception-%d' % (tag, number), task)
    for number, value in enumerate([None, 1, 'x' * 200, "it's" * 40, [1, '2', {'a': 3}], list(range(50)), Service(), Service().tick, "a' >"]):
        task = task_of(loop, succeeding(value))
        await asyncio.wait([task])
        emit_task('%s-result-%d' % (tag, number), task)
    task = task_of(loop, waiting(loop.create_future()), 'unstarted')
    emit_task(tag + '-unstarted', task)
    task.cancel()
    emit_task(tag + '-cancelling', task)
    await asyncio.wait([task])
    emit_task(tag + '-cancelled', task)
    task = task_of(loop, waiting(loop.create_future()), 'cancelled-while-waiting')
    await asyncio.sleep(0)
    task.cancel()
    emit_task(tag + '-cancelling-waiter', task)
    await asyncio.wait([task])
    inner = task_of(loop, Service().serve(), 'inner')
    outer = task_of(loop, waiting(inner), 'outer')
    outermost = task_of(loop, waiting(outer), 'outermost')
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    emit_task(tag + '-chain-inner', inner)
    emit_task(tag + '-chain-outer', outer)
    emit_task(tag + '-chain-outermost', outermost)
    inner.add_done_callback(plain)
    emit_task(tag + '-two-callbacks', inner)
    inner.add_done_callback(functools.partial(plain, 'x', key="v'"))
    inner.add_done_callback(Service().tick)
    inner.add_done_callback(Service())
    emit_task(tag + '-many-callbacks', inner)
    gathered = asyncio.gather(inner, outer)
    waiter = task_of(loop, waiting(gathered), 'waits-for-gather')
    await asyncio.sleep(0)
    emit_task(tag + '-gather-child', inner)
    emit_task(tag + '-gather-parent', waiter)
    emit_future(tag + '-gathering', gathered)

    def local():
        async def nested():
            await asyncio.sleep(3600)
        return nested()
    nested = task_of(loop, local(), 'nested')
    await asyncio.sleep(0)
    emit_task(tag + '-nested', nested)

    async def generate():
        yield 1
    agen = generate()
    try:
        task = task_of(loop, agen.asend(None), 'asend')
        truth = future_truth(task)
        truth['name'] = task.get_name() if hasattr(task, 'get_name') else None
        # An asend object has no name: 3.6 prints its class, later versions say that there is none.
        truth['coroutine'] = 'async_generator_asend' if sys.version_info < (3, 7) else None
        emit(tag + '-asend', repr(task), kind='task', **truth)
        await asyncio.wait([task])
    except TypeError:
        pass
    emit(tag + '-async-generator', repr(agen), kind='coroutine', name='tasks.<locals>.generate')
    await agen.aclose()
    coro = succeeding(1)
    emit(tag + '-coroutine', repr(coro), kind='coroutine', name='succeeding')
    coro.close()
    generator = (x for x in ())
    emit(tag + '-generator', repr(generator), kind='coroutine', name='tasks.<locals>.<genexpr>')
    all_of_them = pending + [inner, outer, outermost, nested]
    for task in all_of_them:
        task.cancel()
    await asyncio.wait(all_of_them)
    await asyncio.wait([waiter])


async def futures(loop, tag):
    future = loop.create_future()
    emit_future(tag + '-future-pending', future)
    future.add_done_callback(plain)
    emit_future(tag + '-future-callback', future)
    future.set_result("don't" * 30)
    emit_future(tag + '-future-result', future)
    for number, exc in enumerate(EXCEPTIONS):
        future = loop.create_future()
        future.set_exception(exc)
        emit_future('%s-future-exception-%d' % (tag, number), future)
        future.exception()
    future = loop.create_future()
    future.cancel()
    emit_future(tag + '-future-cancelled', future)


def emit_handle(case, handle, callback, when=None):
    truth = {'callback': callback, 'cancelled': handle._cancelled}
    if handle._source_traceback:
        truth['created_at'] = '%s:%s' % (handle._source_traceback[-1][0], handle._source_traceback[-1][1])
    emit(case, repr(handle), kind='handle' if when is None else 'timer', when=when, **truth)


async def handles(loop, tag):
    args = [(), (1, 'two'), ("it's",), ('a>b', '('), (Service(),), ([1, 2, 3],), ('x' * 200,), (loop.create_future(),),
            ({'k': ['v'] * 20},)]
    for number, arguments in enumerate(args):
        handle = loop.call_soon(plain, *arguments)
        emit_handle('%s-handle-%d' % (tag, number), handle, 'plain')
        handle.cancel()
    handle = loop.call_soon(functools.partial(plain, 'x', k='v'), 1)
    emit_handle(tag + '-handle-partial', handle, 'plain')
    service = Service()
    emit_handle(tag + '-handle-method', loop.call_soon(service.tick, 1), 'Service.tick')
    emit_handle(tag + '-handle-lambda', loop.call_soon(lambda: None), 'handles.<locals>.<lambda>')
    emit_handle(tag + '-handle-builtin', loop.call_soon(len, ()), 'len')
    handle = loop.call_soon(service)
    emit_handle(tag + '-handle-object', handle, repr(service))
    handle.cancel()
    emit_handle(tag + '-handle-cancelled', handle, repr(service) if loop.get_debug() else None)
    timer = loop.call_at(loop.time() + 100, plain, 'later')
    emit_handle(tag + '-timer', timer, 'plain', timer._when)
    timer.cancel()
    emit_handle(tag + '-timer-cancelled', timer, 'plain' if loop.get_debug() else None, timer._when)


async def primitives(loop, tag):
    async def hold(lock):
        async with lock:
            await asyncio.sleep(3600)

    lock = asyncio.Lock()
    emit(tag + '-lock', repr(lock), kind='lock', type='Lock', locked=False, waiters=0)
    await lock.acquire()
    waiter = task_of(loop, hold(lock))
    await asyncio.sleep(0)
    emit(tag + '-lock-held', repr(lock), kind='lock', type='Lock', locked=True, waiters=1)
    event = asyncio.Event()
    second = task_of(loop, event.wait())
    await asyncio.sleep(0)
    emit(tag + '-event', repr(event), kind='lock', type='Event', locked=None, waiters=1)
    condition = asyncio.Condition()
    emit(tag + '-condition', repr(condition), kind='lock', type='Condition', locked=False, waiters=0)
    semaphore = asyncio.Semaphore(3)
    emit(tag + '-semaphore', repr(semaphore), kind='lock', type='Semaphore', locked=False, waiters=0, value=3)
    bounded = asyncio.BoundedSemaphore(1)
    await bounded.acquire()
    emit(tag + '-bounded', repr(bounded), kind='lock', type='BoundedSemaphore', locked=True, waiters=0)
    if hasattr(asyncio, 'Barrier'):
        emit(tag + '-barrier', repr(asyncio.Barrier(2)), kind='lock', type='Barrier', locked=None, waiters=0)
    queue = asyncio.Queue(2)
    emit(tag + '-queue', repr(queue), kind='queue', type='Queue', maxsize=2, getters=0, putters=0)
    await queue.put("it's > [")
    await queue.put(Service())
    third = task_of(loop, queue.put(3))
    await asyncio.sleep(0)
    emit(tag + '-queue-full', repr(queue), kind='queue', type='Queue', maxsize=2, getters=0, putters=1)
    emit(tag + '-queue-str', str(queue), kind='queue', type='Queue', maxsize=2, getters=0, putters=1)
    empty = asyncio.PriorityQueue()
    fourth = task_of(loop, empty.get())
    await asyncio.sleep(0)
    emit(tag + '-queue-get', repr(empty), kind='queue', type='PriorityQueue', maxsize=0, getters=1, putters=0)
    for task in (waiter, second, third, fourth):
        task.cancel()
    await asyncio.wait([waiter, second, third, fourth])


async def transports(loop, tag):
    emit(tag + '-loop', repr(loop), kind='loop', type=type(loop).__name__, running=True, closed=False, debug=loop.get_debug())

    async def serve(reader, writer):
        await reader.read()
        writer.close()

    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    emit(tag + '-server', repr(server).replace(str(server.sockets[0].getsockname()[1]), '8080'), kind='server')
    reader, writer = await asyncio.open_connection('127.0.0.1', server.sockets[0].getsockname()[1])
    transport = writer.transport
    emit(tag + '-socket', repr(transport), kind='transport', type=type(transport).__name__, fd=transport._sock_fd, state='open')
    transport.close()
    emit(tag + '-socket-closing', repr(transport), kind='transport', type=type(transport).__name__, fd=transport._sock_fd, state='closing')
    await asyncio.sleep(0.01)
    emit(tag + '-socket-closed', repr(transport), kind='transport', type=type(transport).__name__, fd=transport._sock_fd, state='closed')
    server.close()
    read, write = os.pipe()
    pipe, _ = await loop.connect_read_pipe(asyncio.Protocol, os.fdopen(read, 'rb'))
    emit(tag + '-pipe', repr(pipe), kind='transport', type=type(pipe).__name__, fd=pipe._fileno, state='open')
    pipe.close()
    os.close(write)
    await asyncio.sleep(0.01)


def main():
    for debug in (False, True):
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        loop.set_exception_handler(lambda *ignored: None)
        loop.set_debug(debug)
        tag = 'debug' if debug else 'plain'
        for part in (tasks, futures, handles, primitives) + (() if sys.platform == 'emscripten' else (transports,)):
            loop.run_until_complete(part(loop, tag))
        loop.close()
        emit(tag + '-loop-closed', repr(loop), kind='loop', type=type(loop).__name__, running=False, closed=True, debug=debug)


main()
