"""A retry awaits the same coroutine object again.

Prints: RuntimeError: cannot reuse already awaited coroutine
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("client")
answers = iter([None, "ok"])


async def fetch():
    answer = next(answers)
    if answer is None:
        raise ConnectionError("server busy")
    return answer


async def with_retry(attempt):
    try:
        return await attempt
    except ConnectionError:
        return await attempt


async def call():
    return await with_retry(fetch())


async def main():
    try:
        log.info("answer %s", await call())
    except RuntimeError:
        log.exception("retry failed")


asyncio.run(main())
