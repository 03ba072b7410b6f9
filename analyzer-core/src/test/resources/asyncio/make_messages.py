"""Prints what asyncio, warnings and the hooks for unraisable exceptions really write, one JSON object a line, with the truth.

Run with each CPython from 3.6 on: python $PWD/make_messages.py >> messages.jsonl
CPython 3.14 ran as WebAssembly: node pyodide.mjs . make_messages.py >> messages.jsonl
Records of loggers come as text without their traceback; what goes to standard error comes from child processes.
"""
import asyncio
import gc
import io
import json
import linecache
import logging
import os
import subprocess
import sys
import time
import warnings

VERSION = '%d.%d' % sys.version_info[:2]
EMSCRIPTEN = sys.platform == 'emscripten'
HERE = os.path.abspath(__file__)
CASE = ['']
CONTEXT = [None]


def neutral(text):
    text = text.replace(HERE, '/srv/app/messages.py')
    return text if sys.prefix == '/' else text.replace(sys.prefix, '/usr/local')


class Printer(logging.Handler):
    def emit(self, record):
        context = CONTEXT[0]
        CONTEXT[0] = None
        write({'logger': record.name, 'message': record.getMessage(), 'level': record.levelname,
               'keys': None if context is None else sorted(set(context) - {'message', 'exception'})})


def write(record):
    record.update(version=VERSION, case=CASE[0])
    print(neutral(json.dumps(record, sort_keys=True)))


logging.getLogger('asyncio').addHandler(Printer())
logging.getLogger('asyncio').propagate = False
logging.getLogger('py.warnings').addHandler(Printer())


def remember(loop, context):
    CONTEXT[0] = context
    loop.default_exception_handler(context)


async def fails():
    raise ValueError('a > b')


async def waits(future):
    await future


def callback(*args):
    raise RuntimeError("it's broken")


def slow(*args):
    time.sleep(0.12)


async def slow_task():
    time.sleep(0.12)


async def connections(loop):
    CASE[0] = 'client-connected-cb'

    async def serve(reader, writer):
        writer.close()
        raise LookupError('in the callback')
    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection('127.0.0.1', server.sockets[0].getsockname()[1])
    await reader.read()
    writer.close()
    await asyncio.sleep(0.02)
    gc.collect()
    CASE[0] = 'protocol-data-received'

    class Bad(asyncio.Protocol):
        def data_received(self, data):
            raise ZeroDivisionError

    server2 = await loop.create_server(Bad, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection('127.0.0.1', server2.sockets[0].getsockname()[1])
    writer.write(b'x')
    await asyncio.sleep(0.02)
    writer.close()
    server.close()
    server2.close()
    await asyncio.sleep(0.01)


async def scenarios(loop):
    CASE[0] = 'task-exception-never-retrieved'
    task = loop.create_task(fails())
    await asyncio.sleep(0.01)
    del task
    gc.collect()
    CASE[0] = 'future-exception-never-retrieved'
    future = loop.create_future()
    future.set_exception(KeyError('k'))
    del future
    gc.collect()
    CASE[0] = 'gathering-future'
    gathered = asyncio.gather(fails(), fails())
    await asyncio.sleep(0.01)
    del gathered
    gc.collect()
    CASE[0] = 'task-destroyed-pending'
    loop.create_task(waits(loop.create_future()))
    await asyncio.sleep(0.01)
    gc.collect()
    CASE[0] = 'exception-in-callback'
    loop.call_soon(callback, 1, "two's")
    await asyncio.sleep(0.01)
    CASE[0] = 'exception-in-timer'
    loop.call_later(0.001, callback)
    await asyncio.sleep(0.01)
    CASE[0] = 'slow-callback'
    loop.call_soon(slow, 'x')
    await asyncio.sleep(0.01)
    CASE[0] = 'slow-timer'
    loop.call_later(0.001, slow)
    await asyncio.sleep(0.01)
    CASE[0] = 'slow-task'
    await loop.create_task(slow_task())
    CASE[0] = 'own-context'
    loop.call_exception_handler({'message': 'Something of our own', 'exception': ValueError(), 'task': None,
                                 'protocol': object, 'extra': [1, 2]})
    CASE[0] = 'no-message'
    loop.call_exception_handler({'exception': ValueError(), 'transport': 'none'})
    CASE[0] = 'handler-fails'

    def handler(loop, context):
        raise TypeError('in the handler')
    loop.set_exception_handler(handler)
    loop.call_exception_handler({'message': 'original', 'exception': ValueError()})
    loop.set_exception_handler(remember)
    if not EMSCRIPTEN:
        await connections(loop)
    CASE[0] = 'closing-asyncgen'

    async def generate():
        try:
            yield 1
        finally:
            raise ValueError('in the finally')
    agen = generate()
    await agen.__anext__()
    await loop.shutdown_asyncgens()


CHILDREN = {
    'warning-never-awaited': 'async def f(): pass\ndef main():\n    f()\nmain()\n',
    'warning-never-awaited-debug': 'import sys\nsys.set_coroutine_origin_tracking_depth(5)\nasync def f(): pass\n'
                                   'def main():\n    f()\nmain()\n',
    'warning-unclosed-socket': 'import socket\ns = socket.socket()\ndel s\n',
    'warning-unclosed-file': 'open("/dev/null")\n',
    'warning-unclosed-file-tracemalloc': 'import tracemalloc\ntracemalloc.start(5)\ndef main():\n    f = open("/dev/null")\nmain()\n',
    'warning-captured': 'import logging, warnings\nlogging.basicConfig(format="%(message)s")\nlogging.captureWarnings(True)\n'
                        'warnings.warn("old\\nand grey", DeprecationWarning)\n',
    'warning-at-exit': 'import sys\nasync def f(): pass\nc = f()\n',
    'warning-unclosed-loop': 'import asyncio\nloop = asyncio.new_event_loop()\ndel loop\n',
    'unraisable-del': 'class X:\n    def __del__(self):\n        1/0\nX()\n',
    'unraisable-generator': 'def g():\n    try:\n        yield\n    finally:\n        1/0\nx = g()\nnext(x)\ndel x\n',
    'unraisable-weakref': 'import weakref\nclass X: pass\nx = X()\nr = weakref.ref(x, lambda r: 1/0)\ndel x\n',
    'unraisable-atexit': 'import atexit\ndef bye():\n    1/0\natexit.register(bye)\n',
    'unraisable-thread-start': 'import _thread, time\ndef run():\n    1/0\n_thread.start_new_thread(run, ())\ntime.sleep(0.2)\n',
    'unraisable-hook': 'import sys\ndef hook(u):\n    1/0\nsys.unraisablehook = hook\nclass X:\n    def __del__(self):\n        1/0\nX()\n',
    'unraisable-gc': 'import gc\ngc.callbacks.append(lambda *a: 1/0)\ngc.collect()\n',
    'unraisable-stdout': 'import sys, os\nprint("x")\nos.close(1)\n',
    'unraisable-threading-shutdown': 'import threading, time, _thread\ndef run():\n    time.sleep(0.3)\n    _thread.interrupt_main()\n'
                                     '    time.sleep(0.3)\nthreading.Thread(target=run).start()\n',
    'thread-named': 'import threading\nthreading.Thread(target=lambda: 1/0, name="poller-1").start()\n',
    'thread-default': 'import threading\ndef run():\n    1/0\nthreading.Thread(target=run).start()\n',
    'thread-colon': 'import threading\ndef run():\n    1/0\nthreading.Thread(target=run, name="a: b").start()\n',
    'logging-error': 'import logging\ndef main():\n    logging.error("%s %d", "a", "b")\nmain()\n',
    'logging-error-dict': 'import logging\nlogging.error("%(a)s %(b)d", {"a": 1})\n',
}


def children():
    for case in sorted(CHILDREN):
        CASE[0] = case
        path = '/tmp/service.py'
        with open(path, 'w') as stream:
            stream.write(CHILDREN[case])
        process = subprocess.Popen([sys.executable, '-W', 'default', path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = process.communicate()
        write({'stderr': err.decode().replace(path, '/srv/app/service.py')})
        os.remove(path)


def children_in_process():
    """Where no process can be started: those of the programs that need none of their own."""
    path = '/srv/app/service.py'
    for case in sorted(CHILDREN):
        if 'thread' in case or case in ('unraisable-atexit', 'unraisable-hook', 'unraisable-stdout', 'warning-at-exit',
                                        'warning-captured', 'warning-unclosed-socket', 'unraisable-gc',
                                        'warning-never-awaited-debug', 'warning-unclosed-file-tracemalloc'):
            continue
        CASE[0] = case
        source = CHILDREN[case]
        linecache.cache[path] = (len(source), None, source.splitlines(True), path)
        warnings.simplefilter('default')
        stderr, sys.stderr = sys.stderr, io.StringIO()
        try:
            namespace = {'__name__': '__main__'}
            exec(compile(source, path, 'exec'), namespace)
            namespace.clear()
            gc.collect()
            text = sys.stderr.getvalue()
        finally:
            sys.stderr = stderr
            if hasattr(sys, 'set_coroutine_origin_tracking_depth'):
                sys.set_coroutine_origin_tracking_depth(0)
        write({'stderr': text})


def main():
    for debug in (False, True):
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        loop.set_exception_handler(remember)
        loop.set_debug(debug)
        loop.run_until_complete(scenarios(loop))
        loop.run_until_complete(asyncio.sleep(0.05))
        loop.close()
    if EMSCRIPTEN:
        children_in_process()
    else:
        children()


main()
