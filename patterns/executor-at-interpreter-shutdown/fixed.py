"""The main thread waits for the background thread."""
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
    flusher = threading.Thread(target=flush, name="flusher")
    flusher.start()
    flusher.join()


main()
