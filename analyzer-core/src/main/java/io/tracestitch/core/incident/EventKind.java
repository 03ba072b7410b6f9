package io.tracestitch.core.incident;

import java.util.Locale;

/** What an event is. The names as JSON wants them come from {@link #id()}. */
public enum EventKind {
    /** A record that an application logged with its exception. */
    EXCEPTION_LOGGED,
    /** A traceback printed by the program itself, outside of any record. */
    EXCEPTION_PRINTED,
    /** A traceback that ended the process. */
    EXCEPTION_UNCAUGHT,
    /** {@code Exception in thread ...}: {@code threading.excepthook}. */
    EXCEPTION_IN_THREAD,
    /** {@code Exception ignored in ...}: {@code sys.unraisablehook}. */
    EXCEPTION_UNRAISABLE,
    /** {@code Task exception was never retrieved}. */
    TASK_EXCEPTION_NEVER_RETRIEVED,
    /** {@code Future exception was never retrieved}. */
    FUTURE_EXCEPTION_NEVER_RETRIEVED,
    /** {@code Task was destroyed but it is pending!}. */
    TASK_DESTROYED_PENDING,
    /** Any other message of the event loop's exception handler. */
    LOOP_ERROR,
    /** {@code Executing <Handle ...> took 0.120 seconds}. */
    SLOW_CALLBACK,
    /** {@code RuntimeWarning: coroutine 'x' was never awaited}. */
    COROUTINE_NEVER_AWAITED,
    /** {@code ResourceWarning: unclosed ...}. */
    RESOURCE_UNCLOSED,
    /** {@code --- Logging error ---}. */
    LOGGING_ERROR,
    /** faulthandler, {@code Task.print_stack}, call graphs, py-spy. */
    STACK_DUMP,
    /** A conclusion from several records: deadlock, livelock, hang, silence. */
    STALL,
    /** A plain record that a pattern explains. */
    LOG;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Name in JSON, metrics and the report, such as {@code exception-logged}. */
    public String id() {
        return id;
    }
}
