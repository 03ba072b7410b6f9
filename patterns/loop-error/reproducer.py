"""A library reports a failure to the loop.

Prints: listener stopped
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")


async def main():
    try:
        raise ValueError("bad frame")
    except ValueError as e:
        asyncio.get_running_loop().call_exception_handler({"message": "listener stopped", "exception": e})


asyncio.run(main())
