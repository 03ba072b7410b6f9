"""Two requests share a connection without a lock.

Prints: called while another coroutine is already waiting for incoming data
"""
import asyncio


class Connection:
    """Answers a little later, like a server."""

    def __init__(self):
        self.reader = asyncio.StreamReader()

    def send(self, line):
        asyncio.get_running_loop().call_later(0.05, self.reader.feed_data, line)


async def request(connection, line):
    connection.send(line)
    return await connection.reader.readline()


async def main():
    connection = Connection()
    print(await asyncio.gather(request(connection, b"a\n"), request(connection, b"b\n")))


asyncio.run(main())
