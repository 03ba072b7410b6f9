"""Forgets await.

Prints: was never awaited
"""
import asyncio


async def notify(user):
    print("told", user)


async def main():
    notify("ada")


asyncio.run(main())
