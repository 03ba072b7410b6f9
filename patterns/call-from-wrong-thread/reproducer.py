"""A thread calls call_soon() of the main thread's loop, in debug mode.

Prints: Non-thread-safe operation invoked on an event loop other than the current one
"""
import asyncio
import threading


async def main():
    loop = asyncio.get_running_loop()
    done = asyncio.Event()

    def worker():
        loop.call_soon(done.set)

    thread = threading.Thread(target=worker, name="worker")
    thread.start()
    thread.join()


asyncio.run(main(), debug=True)
