"""Awaits."""
import asyncio


async def notify(user):
    print("told", user)


async def main():
    await notify("ada")


asyncio.run(main())
