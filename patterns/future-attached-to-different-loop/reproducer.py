"""A future made under one asyncio.run() is awaited under the next.

Prints: attached to a different loop
"""
import asyncio


class Connection:
    def __init__(self):
        self.ready = asyncio.get_running_loop().create_future()

    async def wait_ready(self):
        return await self.ready


async def connect():
    return Connection()


async def query(connection):
    return await connection.wait_ready()


connection = asyncio.run(connect())
asyncio.run(query(connection))
