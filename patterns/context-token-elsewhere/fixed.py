"""Sets and resets in the same task."""
import asyncio
import contextvars
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("middleware")
request = contextvars.ContextVar("request")


async def serve(number):
    token = request.set(number)
    try:
        log.info("serving")
    finally:
        request.reset(token)


async def main():
    await serve(7)


asyncio.run(main())
