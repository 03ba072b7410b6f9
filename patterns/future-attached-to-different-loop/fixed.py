"""Connects and queries on one loop."""
import asyncio


class Connection:
    def __init__(self):
        self.ready = asyncio.get_running_loop().create_future()
        self.ready.set_result("ready")

    async def wait_ready(self):
        return await self.ready


async def query(connection):
    return await connection.wait_ready()


async def main():
    connection = Connection()
    print(await query(connection))


asyncio.run(main())
