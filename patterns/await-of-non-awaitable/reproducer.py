"""Awaits the result of a plain function.

Prints: object int can't be used in 'await' expression
"""
import asyncio


def total(prices):
    return sum(prices)


async def main():
    print(await total([1, 2, 3]))


asyncio.run(main())
