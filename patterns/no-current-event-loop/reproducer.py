"""A thread asks for the current loop.

Prints: RuntimeError: There is no current event loop in thread
"""
import asyncio
import threading


async def refresh():
    return "fresh"


def worker():
    loop = asyncio.get_event_loop()
    print(loop.run_until_complete(refresh()))


thread = threading.Thread(target=worker, name="refresher")
thread.start()
thread.join()
