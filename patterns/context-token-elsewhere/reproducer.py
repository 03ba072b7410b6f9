"""Sets in one task and resets in another.

Prints: was created in a different Context
"""
import asyncio
import contextvars
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("middleware")
request = contextvars.ContextVar("request")


async def begin(number):
    return request.set(number)


async def serve(number):
    token = await asyncio.create_task(begin(number))
    try:
        log.info("serving")
    finally:
        request.reset(token)


async def main():
    try:
        await serve(7)
    except ValueError:
        log.exception("middleware failed")


asyncio.run(main())
