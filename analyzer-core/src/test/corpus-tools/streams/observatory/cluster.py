"""Exception groups and notes (Python 3.11 and later)."""
import logging
import sys
import traceback

from observatory.dome import Overexposed, expose, fogged, logged, printed, shout, slew, throw, track

log = logging.getLogger("observatory.cluster")


def caught(f, *args):
    try:
        f(*args)
    except BaseException as e:
        return e


def grouped(text, *children):
    return caught(throw, ExceptionGroup(text, list(children)))


def chained(e, cause):
    def f():
        raise e from cause
    return caught(f)


def in_context(e, before):
    def f():
        try:
            raise before
        except BaseException:
            raise e
    return caught(f)


def three_deep():
    leaf = grouped("leaf group", caught(expose, "g1"), caught(slew, "g2"))
    middle = chained(grouped("middle group", leaf, caught(track, "g3")), grouped("its cause", caught(slew, "g4")))
    outer = in_context(grouped("outer group\nof two lines", middle, fogged()), caught(expose, "g5"))
    log.error("three deep", exc_info=chained(RuntimeError("night lost"), outer))
    log.info("next")
    log.error("again", exc_info=outer)
    log.info("next")


def empty_children():
    log.error("no words", exc_info=grouped("none", fogged(), KeyError(), grouped("x", Overexposed(""))))
    log.info("next")
    log.error("lines", exc_info=grouped("lines", Overexposed("a\n\nb\n"), Overexposed("\nx"), Overexposed("c\n  | d")))
    log.info("next")


def recursion_inside():
    sys.setrecursionlimit(250)

    def fall(n):
        return fall(n + 1)
    log.error("fell", exc_info=grouped("falls", caught(fall, 0), caught(slew, "x"), chained(fogged("deep"), caught(fall, 0))))
    log.info("next")


def syntax_inside():
    log.error("plans", exc_info=grouped("plans", caught(compile, "x = (", "plan.py", "exec"), caught(eval, "1 +"), caught(compile, "if x:\ny", "<p>", "exec")))
    log.info("next")


def noted():
    e = caught(track, "n1")
    e.add_note("seen at 3:15")
    e.add_note("star: n1\n  band: V\n\nend of note")
    g = grouped("noted", e, caught(slew, "n2"), grouped("inner", caught(slew, "n3")))
    g.add_note("for the group\nin two lines")
    g.exceptions[1].add_note("for the child")
    g.exceptions[2].add_note("for the inner group")
    log.error("notes", exc_info=g)
    log.info("next")
    for note in ("ERROR: a header", "", "  File \"/a.py\", line 3, in b", "KeyError: 'x'"):
        e = caught(shout, "with a note")
        e.add_note(note)
        log.error("one note", exc_info=e)
        log.info("next")


def back_to_back():
    for i in range(3):
        log.error("group %d", i, exc_info=grouped("g%d" % i, caught(track, "b%d" % i), grouped("in", caught(slew, "x"))))


def printed_groups():
    log.info("one")
    logged(lambda: throw(grouped("logged", caught(slew, "p0"))), "logged")
    try:
        throw(grouped("printed", caught(slew, "p1"), grouped("in it", caught(expose, "p2"))))
    except ExceptionGroup:
        printed()
        printed()
    log.info("two")


def single_child():
    e = caught(track, "only")
    for i in range(4):
        e = grouped("wrapper %d" % i, e)
    log.error("wrapped", exc_info=e)
    log.info("next")


def group_in_thread():
    import threading
    t = threading.Thread(target=throw, args=(grouped("in a thread", caught(slew, "t1"), caught(track, "t2")),), name="group thread")
    t.start()
    t.join()
    log.info("joined")


def uncaught_group():
    log.info("start")
    raise in_context(grouped("the end", caught(track, "u1"), chained(fogged("x"), grouped("why", caught(slew, "u2")))), caught(slew, "u0"))


def with_locals():
    log.info("one")
    try:
        throw(grouped("locals", caught(slew, "l1"), caught(track, "l2")))
    except ExceptionGroup as e:
        import harness
        harness.note("printed", e)
        sys.stderr.write("".join(traceback.TracebackException(type(e), e, e.__traceback__, capture_locals=True).format()))
    log.info("two")
