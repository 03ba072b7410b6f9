"""Leaves a subprocess alone; its transport is collected after the loop was closed.

Prints: RuntimeError: Event loop is closed
"""
import asyncio
import gc
import sys
import time


async def main():
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "import time; time.sleep(0.1)", stdin=asyncio.subprocess.PIPE)
    return process


process = asyncio.run(main())
time.sleep(0.5)
del process
gc.collect()
