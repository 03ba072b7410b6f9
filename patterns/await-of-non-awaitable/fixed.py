"""Does not await what is not async."""
import asyncio


def total(prices):
    return sum(prices)


async def main():
    print(total([1, 2, 3]))


asyncio.run(main())
