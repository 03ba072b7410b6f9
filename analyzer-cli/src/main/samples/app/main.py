import asyncio
import logging
import random
import sys

from checkout.service import Service

FORMAT = "%(asctime)s %(levelname)-8s [%(process)d:%(threadName)s:%(taskName)s] %(name)s: %(message)s"


def main():
    logging.basicConfig(level=logging.INFO, format=FORMAT, stream=sys.stdout)
    logging.captureWarnings(True)
    random.seed(20261123)
    asyncio.run(Service().run(orders=34), debug=True)


main()
