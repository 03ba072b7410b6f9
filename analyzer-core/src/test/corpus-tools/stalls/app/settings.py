"""Times of the services. They are short, and the clock of the log is fast: see CLOCK in run.py."""
import os

SCALE = float(os.environ.get("CLOCK", "0:1:0").split(":")[1])
WATCH = 0.4   # between two looks of a watchdog
PATIENCE = 0.5  # before a wait is given up
WORK = 0.02   # a piece of work


def logged(seconds: float) -> float:
    """What a duration is called in the log."""
    return seconds * SCALE
