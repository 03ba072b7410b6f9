"""Request and answer stay together."""
import asyncio


class Connection:
    """Answers a little later, like a server."""

    def __init__(self):
        self.reader = asyncio.StreamReader()

    def send(self, line):
        asyncio.get_running_loop().call_later(0.05, self.reader.feed_data, line)


async def request(connection, turn, line):
    async with turn:
        connection.send(line)
        return await connection.reader.readline()


async def main():
    connection, turn = Connection(), asyncio.Lock()
    print(await asyncio.gather(request(connection, turn, b"a\n"), request(connection, turn, b"b\n")))


asyncio.run(main())
