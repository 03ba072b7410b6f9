"""Makes a fresh loop inside a running one.

Prints: RuntimeError: Cannot run the event loop while another loop is running
"""
import asyncio
import logging

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("service")


async def refresh():
    return "token"


def token():
    loop = asyncio.new_event_loop()
    try:
        loop.run_forever()
    finally:
        loop.close()


async def main():
    try:
        token()
    except RuntimeError:
        log.exception("cannot refresh token")


asyncio.run(main())
