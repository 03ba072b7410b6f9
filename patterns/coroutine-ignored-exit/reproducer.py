"""A coroutine is dropped half way, and awaits in finally.

Prints: coroutine ignored GeneratorExit
"""
import asyncio


class Connection:
    async def flush(self):
        await asyncio.sleep(0)


async def session(connection):
    try:
        await asyncio.sleep(0)
    finally:
        await connection.flush()


half_way = session(Connection())
half_way.send(None)
del half_way
