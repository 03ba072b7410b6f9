"""Exception groups and notes (Python 3.11 and later)."""
import logging

from depot.yard import Shortage, StockError, count, pick, printed, take

log = logging.getLogger("depot.knots")


def caught(f, *args):
    try:
        f(*args)
    except BaseException as e:
        return e


def shallow():
    try:
        raise ExceptionGroup("two shelves", [caught(count, "g1"), Shortage("g2", 4)])
    except ExceptionGroup:
        log.exception("group")
    log.info("next")


def deep():
    inner = caught(lambda: (_ for _ in ()).throw(ExceptionGroup("inner", [caught(take, "g3", 1), caught(pick, "g4")])))
    middle = ExceptionGroup("middle\nsecond line", [inner, ValueError("not raised")])
    try:
        try:
            count("g5")
        except KeyError as e:
            raise ExceptionGroup("outer", [middle, StockError("a\n\nb"), caught(count, "g6")]) from e
    except ExceptionGroup:
        log.exception("deep")
    log.info("next")


def wide():
    try:
        raise ExceptionGroup("wide", [caught(count, "w%d" % i) for i in range(18)])
    except ExceptionGroup:
        log.exception("wide")
    log.info("next")


def deeper_than_printed():
    e = StockError("leaf")
    for i in range(12):
        e = ExceptionGroup("level %d" % i, [e])
    log.error("nested", exc_info=e)
    log.info("next")


def base_group():
    try:
        raise BaseExceptionGroup("stop", [KeyboardInterrupt(), caught(take, "g7", 2), SystemExit(3)])
    except BaseExceptionGroup:
        log.exception("base group")
    log.info("next")


def group_in_context():
    try:
        try:
            raise ExceptionGroup("first", [caught(count, "g8"), ExceptionGroup("nested", [StockError("x")])])
        except ExceptionGroup:
            release_all()
    except RuntimeError:
        log.exception("after a group")
    log.info("next")


def release_all():
    raise RuntimeError("release failed")


class ShelfGroup(ExceptionGroup):
    pass


def group_uncaught():
    log.info("start")
    raise ShelfGroup("unhandled", [caught(take, "g9", 1), ShelfGroup("in it", [caught(count, "g10")])])


def group_printed():
    log.info("start")
    try:
        raise ExceptionGroup("printed", [caught(count, "g11"), caught(pick, "g12")])
    except ExceptionGroup:
        printed()
    log.info("next")


def group_alone():
    """Children never raised, no frames anywhere."""
    log.error("alone", exc_info=ExceptionGroup("alone", [ValueError("one"), ExceptionGroup("two", [TypeError("three"), KeyError("four")])]))
    log.info("next")


def with_notes():
    e = caught(take, "n1", 1)
    e.add_note("while picking order 17")
    e.add_note("hint: refill\nsecond line of the hint\n\nlast line of the hint")
    e.__cause__.add_note("INFO: this is a note")
    e.__cause__.add_note("ValueError: a note as well")
    log.error("noted", exc_info=e)
    group = ExceptionGroup("noted", [e, caught(count, "n2")])
    group.exceptions[1].add_note("a child's note")
    group.add_note("the group's note")
    log.error("noted group", exc_info=group)
    e = caught(count, "n3")
    e.__notes__ = ["plain", 42, ""]
    log.error("odd notes", exc_info=e)
    log.info("next")


def notes_uncaught():
    log.info("start")
    try:
        take("n4", 1)
    except StockError as e:
        e.add_note("the last note")
        raise
