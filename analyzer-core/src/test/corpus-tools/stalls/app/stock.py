"""A stock service on threads."""
import concurrent.futures
import logging
import queue
import socket
import threading
import time

from app import watch
from app.settings import PATIENCE, WORK, logged

log = logging.getLogger("stock")


class Stock:
    def __init__(self):
        self.shelf_lock = threading.Lock()
        self.order_lock = threading.Lock()

    def pick(self, order):
        with self.order_lock:
            log.info("pick: order %d: order_lock taken, next is shelf_lock", order)
            time.sleep(WORK)
            with self.shelf_lock:
                log.info("pick: order %d picked", order)

    def refill(self, shelf):
        with self.shelf_lock:
            log.info("refill: shelf %d: shelf_lock taken, next is order_lock", shelf)
            time.sleep(WORK)
            with self.order_lock:
                log.info("refill: shelf %d refilled", shelf)

    def pick_all(self, first):
        for order in range(first, 100):
            self.pick(order)

    def refill_all(self, first):
        for shelf in range(first, 100):
            self.refill(shelf)


def labels():
    number = 0
    while True:
        number += 1
        log.info("label %d printed", number)
        time.sleep(WORK * 7)


def thread(target, name, *args):
    t = threading.Thread(target=target, args=args, name=name, daemon=True)
    t.start()
    return t


def run_two():
    stock = Stock()
    thread(labels, "labels")
    stock.pick(1)
    stock.refill(1)
    for t in [thread(stock.pick_all, "picker", 2), thread(stock.refill_all, "refiller", 2)]:
        t.join()


def two_locks():
    watch.dump_threads()
    run_two()


def two_locks_pyspy():
    watch.sample_threads(times=4)
    run_two()


def pool_in_pool():
    """A job of a pool with one thread waits for another job of the same pool."""
    pool = concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="stocktaking")
    watch.dump_threads()
    thread(labels, "labels")

    def count(shelf):
        log.info("counting shelf %d", shelf)
        time.sleep(WORK)
        if shelf == 3:
            return pool.submit(count, 31).result() + 1
        return shelf
    for shelf in range(1, 4):
        log.info("shelf %d: %d pieces", shelf, pool.submit(count, shelf).result())


def join_with_lock():
    """Joins a thread while it holds the lock that the thread wants."""
    stock = Stock()
    watch.dump_threads()
    thread(labels, "labels")
    refiller = thread(stock.refill_all, "refiller", 1)
    time.sleep(WORK * 2.5)
    with stock.order_lock:
        log.info("closing: orders are locked, waiting for the refiller")
        refiller.join()
    log.info("closed")


class PatientStock(Stock):
    def take(self, name, first, first_name, second, second_name):
        with first:
            log.info("%s: %s taken, next is %s", name, first_name, second_name)
            time.sleep(WORK)
            while not second.acquire(timeout=PATIENCE):
                log.warning("%s: holds %s, %s not free after %.0f s, still waiting", name, first_name, second_name, logged(PATIENCE))
            second.release()
        log.info("%s: done", name)


def two_locks_timeouts():
    stock = PatientStock()
    thread(labels, "labels")
    for t in [thread(stock.take, "picker", "picker", stock.order_lock, "order_lock", stock.shelf_lock, "shelf_lock"),
              thread(stock.take, "refiller", "refiller", stock.shelf_lock, "shelf_lock", stock.order_lock, "order_lock")]:
        t.join()


# slow but live

def idle_pool():
    """Idle threads of a pool, a server in accept, a consumer in Queue.get: they wait for work."""
    work = queue.Queue()
    server = socket.create_server(("127.0.0.1", 0))

    def accept():
        while True:
            peer, address = server.accept()
            peer.close()

    def consume():
        while True:
            item = work.get()
            log.info("consumed %s", item)
            work.task_done()
    pool = concurrent.futures.ThreadPoolExecutor(3, thread_name_prefix="stocktaking")
    list(pool.map(lambda x: time.sleep(WORK), range(3)))
    thread(accept, "scanners")
    thread(consume, "consumer")
    log.info("stock service is ready")
    watch.dump_threads()
    for i in range(3):
        time.sleep(watch.WATCH * 2)
        work.put("order-%d" % i)
    work.join()
    log.info("stock service stops")


def idle_pool_pyspy():
    watch.sample_threads(times=4)
    work = queue.Queue()

    def consume():
        while True:
            log.info("consumed %s", work.get())
            work.task_done()
    thread(consume, "consumer-1")
    thread(consume, "consumer-2")
    log.info("stock service is ready")
    for i in range(3):
        time.sleep(watch.WATCH * 1.7)
        work.put("order-%d" % i)
    work.join()
    log.info("stock service stops")


def contended():
    """Five threads wait for one lock in each dump; the holder gives it on."""
    lock = threading.Lock()
    watch.dump_threads()

    def inventory(shelf):
        for part in range(3):
            with lock:
                log.info("shelf %d part %d counted", shelf, part)
                time.sleep(WORK * 6)
    for t in [thread(inventory, "inventory-%d" % i, i) for i in range(6)]:
        t.join()
    log.info("inventory finished")
