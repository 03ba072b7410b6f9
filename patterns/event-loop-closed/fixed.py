"""One asyncio.run() covers the whole life of the client."""
import asyncio


class Client:
    def __init__(self):
        self.loop = asyncio.get_running_loop()

    def send(self, text):
        self.loop.call_soon(print, "sent", text)


async def main():
    client = Client()
    client.send("hello")
    await asyncio.sleep(0)


asyncio.run(main())
