"""Keeps a client beyond the loop that it was made on.

Prints: RuntimeError: Event loop is closed
"""
import asyncio


class Client:
    def __init__(self):
        self.loop = asyncio.get_running_loop()

    def send(self, text):
        self.loop.call_soon(print, "sent", text)


async def connect():
    return Client()


client = asyncio.run(connect())
client.send("hello")
