"""The retry calls the function again."""
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
        return await attempt()
    except ConnectionError:
        return await attempt()


async def call():
    return await with_retry(fetch)


async def main():
    log.info("answer %s", await call())


asyncio.run(main())
