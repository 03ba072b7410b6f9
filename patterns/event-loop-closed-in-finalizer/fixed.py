"""Waits for the subprocess before the loop goes."""
import asyncio
import gc
import sys
import time


async def main():
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "import time; time.sleep(0.1)", stdin=asyncio.subprocess.PIPE)
    await process.communicate()
    return process


process = asyncio.run(main())
time.sleep(0.5)
del process
gc.collect()
