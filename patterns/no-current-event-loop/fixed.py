"""The thread runs a loop of its own."""
import asyncio
import threading


async def refresh():
    return "fresh"


def worker():
    print(asyncio.run(refresh()))


thread = threading.Thread(target=worker, name="refresher")
thread.start()
thread.join()
