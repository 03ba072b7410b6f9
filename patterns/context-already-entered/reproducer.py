"""Runs two overlapping calls in one context.

Prints: RuntimeError: cannot enter context
"""
import contextvars


def outer(context):
    return context.run(inner)


def inner():
    return "ran"


context = contextvars.copy_context()
print(context.run(outer, context))
