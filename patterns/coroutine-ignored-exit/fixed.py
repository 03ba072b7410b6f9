"""The coroutine runs to its end under a loop."""
import asyncio


class Connection:
    async def flush(self):
        await asyncio.sleep(0)


async def session(connection):
    try:
        await asyncio.sleep(0)
    finally:
        await connection.flush()


asyncio.run(session(Connection()))
