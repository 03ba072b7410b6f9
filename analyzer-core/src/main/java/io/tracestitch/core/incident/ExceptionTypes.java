package io.tracestitch.core.incident;

import java.util.Map;
import java.util.Set;

/**
 * Names of exception types, freed from what differs between Python's minor versions and between ways to start a program.
 * The aliases are those of CPython: {@code asyncio.exceptions} exists since 3.8, and {@code TimeoutError} took in
 * {@code socket.timeout} with 3.10 and those of asyncio and concurrent.futures with 3.11.
 */
final class ExceptionTypes {
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("asyncio.TimeoutError", "TimeoutError"),
            Map.entry("concurrent.futures.TimeoutError", "TimeoutError"),
            Map.entry("concurrent.futures._base.TimeoutError", "TimeoutError"),
            Map.entry("socket.timeout", "TimeoutError"),
            Map.entry("concurrent.futures.CancelledError", "asyncio.CancelledError"),
            Map.entry("concurrent.futures._base.CancelledError", "asyncio.CancelledError"),
            Map.entry("CancelledError", "asyncio.CancelledError"),
            Map.entry("asyncio.InvalidStateError", "asyncio.InvalidStateError"),
            Map.entry("concurrent.futures.InvalidStateError", "asyncio.InvalidStateError"),
            Map.entry("concurrent.futures._base.InvalidStateError", "asyncio.InvalidStateError"),
            Map.entry("IOError", "OSError"),
            Map.entry("EnvironmentError", "OSError"),
            Map.entry("exceptiongroup.ExceptionGroup", "ExceptionGroup"),
            Map.entry("exceptiongroup.BaseExceptionGroup", "BaseExceptionGroup"));

    /** Ends of waiting, not causes: what a chain comes from when one of these is its origin is the exception raised after it. */
    private static final Set<String> CONTROL_FLOW = Set.of("asyncio.CancelledError", "GeneratorExit", "StopIteration",
            "StopAsyncIteration", "anyio.EndOfStream", "anyio.WouldBlock", "anyio.ClosedResourceError", "trio.Cancelled");

    private ExceptionTypes() {
    }

    static String canonical(String type) {
        String name = type;
        for (String prefix : new String[] {"builtins.", "__main__.", "__mp_main__."}) {
            if (name.startsWith(prefix)) {
                name = name.substring(prefix.length());
            }
        }
        int last = name.lastIndexOf('.');
        if (last > 0) {
            if (name.startsWith("asyncio.")) {
                name = "asyncio" + name.substring(last);
            } else if (name.charAt(0) == '_' && !name.startsWith("__")) {
                name = name.substring(1);
            }
        }
        return ALIASES.getOrDefault(name, name);
    }

    static boolean isControlFlow(String canonical) {
        return CONTROL_FLOW.contains(canonical);
    }

    /** Whether it only carries the text of a traceback over from another process (concurrent.futures, multiprocessing). */
    static boolean isCarrier(String type) {
        return type.endsWith(".RemoteTraceback") || type.endsWith("_RemoteTraceback");
    }
}
