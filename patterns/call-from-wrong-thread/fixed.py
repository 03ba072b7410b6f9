"""The thread uses the one method that is made for it."""
import asyncio
import threading


async def main():
    loop = asyncio.get_running_loop()
    done = asyncio.Event()

    def worker():
        loop.call_soon_threadsafe(done.set)

    thread = threading.Thread(target=worker, name="worker")
    thread.start()
    await done.wait()


asyncio.run(main(), debug=True)
