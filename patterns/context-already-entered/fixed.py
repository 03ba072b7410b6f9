"""The inner call gets a context of its own."""
import contextvars


def outer(context):
    return context.copy().run(inner)


def inner():
    return "ran"


context = contextvars.copy_context()
print(context.run(outer, context))
