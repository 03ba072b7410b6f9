"""A session is forgotten. The class stands for aiohttp.ClientSession and reports itself in the same way.

Prints: Unclosed client session
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")


class ClientSession:
    def __init__(self):
        self.closed = False
        self._loop = asyncio.get_running_loop()

    def __repr__(self):
        return "<aiohttp.client.ClientSession object at %#x>" % id(self)

    async def get(self, url):
        return 200

    async def close(self):
        self.closed = True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_info):
        await self.close()

    def __del__(self):
        if not self.closed:
            self._loop.call_exception_handler({"client_session": self, "message": "Unclosed client session"})


async def main():
    session = ClientSession()
    print(await session.get("/prices"))


asyncio.run(main())
