"""A background thread hands work to a pool after the main thread has ended.

Prints: RuntimeError: cannot schedule new futures after interpreter shutdown
"""
import concurrent.futures
import logging
import threading
import time

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("flusher")
pool = concurrent.futures.ThreadPoolExecutor()


def flush():
    time.sleep(0.2)
    try:
        pool.submit(str, 1).result()
        log.info("flushed")
    except RuntimeError:
        log.exception("cannot flush")


def main():
    threading.Thread(target=flush, name="flusher").start()


main()
