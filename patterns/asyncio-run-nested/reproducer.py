"""A synchronous wrapper around asyncio.run() is called from a coroutine.

Prints: RuntimeError: asyncio.run() cannot be called from a running event loop
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


async def refresh():
    await asyncio.sleep(0.01)
    return "token"


def token(refreshing):
    return asyncio.run(refreshing)


async def main():
    refreshing = refresh()
    try:
        log.info("token %s", token(refreshing))
    except RuntimeError:
        log.exception("cannot refresh token")
    finally:
        refreshing.close()


asyncio.run(main())
