package io.tracestitch.core.stitch;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.tracestitch.core.stitch.Wait.Kind;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Which functions of the standard library wait, and for what (CPython 3.6 to 3.14: {@code Lib/asyncio}, {@code Lib/threading.py},
 * {@code Lib/queue.py}, {@code Lib/concurrent/futures}). A file of its own for each kind of tool: py-spy shortens paths,
 * {@code python -m asyncio ps} prints qualified names alone.
 */
final class WaitCalls {

    private static final Map<String, Kind> BY_PLACE = new HashMap<>();
    private static final Map<String, Kind> BY_NAME = new HashMap<>();
    private static final Set<String> FILES = Set.of("threading.py", "queue.py", "selectors.py", "socket.py", "ssl.py",
            "contextlib.py", "runpy.py", "socketserver.py", "subprocess.py", "sched.py");
    /** Functions of asyncio that are no methods. */
    private static final Set<String> NAMED = Set.of("sleep", "wait", "_wait", "wait_for", "gather", "to_thread", "open_connection",
            "staggered_race");
    private static final Set<String> POOL_CALLS = Set.of("acquire", "_acquire", "get", "_get", "connection", "checkout", "_checkout",
            "getconn", "_do_get", "get_connection", "connect", "borrow", "take", "lease", "__aenter__", "__enter__");

    static {
        asyncio("locks.py", Kind.LOCK, "acquire", "__aenter__");
        asyncio("locks.py", Kind.EVENT, "wait", "wait_for", "_wait", "_block");
        asyncio("queues.py", Kind.QUEUE_GET, "get");
        asyncio("queues.py", Kind.QUEUE_PUT, "put");
        asyncio("queues.py", Kind.QUEUE_JOIN, "join");
        asyncio("tasks.py", Kind.SLEEP, "sleep");
        asyncio("tasks.py", Kind.TASKS, "wait_for", "wait", "_wait", "gather", "_wait_for_one", "_cancel_and_wait");
        asyncio("taskgroups.py", Kind.TASKS, "__aexit__", "_aexit");
        asyncio("threads.py", Kind.EXECUTOR, "to_thread");
        asyncio("base_events.py", Kind.IDLE, "serve_forever");
        place("threading.py", Kind.THREAD_JOIN, "join", "_wait_for_tstate_lock");
        place("threading.py", Kind.EVENT, "wait", "wait_for");
        place("threading.py", Kind.LOCK, "acquire", "__enter__");
        place("queue.py", Kind.QUEUE_GET, "get");
        place("queue.py", Kind.QUEUE_PUT, "put");
        place("queue.py", Kind.QUEUE_JOIN, "join");
        place("concurrent/futures/_base.py", Kind.RESULT, "result", "exception", "wait", "as_completed", "result_iterator");
        place("concurrent/futures/thread.py", Kind.IDLE, "_worker");
        place("concurrent/futures/thread.py", Kind.THREAD_JOIN, "shutdown");
        place("concurrent/futures/process.py", Kind.IDLE, "_process_worker", "wait_result_broken_or_wakeup");
        place("selectors.py", Kind.IDLE, "select");
        place("socketserver.py", Kind.IDLE, "serve_forever");
        place("socket.py", Kind.IDLE, "accept");
        place("socket.py", Kind.IO, "readinto", "recv", "recv_into", "create_connection", "connect");
        place("ssl.py", Kind.IO, "read", "recv", "recv_into", "do_handshake");
        place("subprocess.py", Kind.IO, "wait", "_wait", "communicate");
        for (String lock : new String[] {"Lock", "Semaphore", "BoundedSemaphore", "Condition", "RLock"}) {
            BY_NAME.put(lock + ".acquire", Kind.LOCK);
        }
        BY_NAME.put("_ContextManagerMixin.__aenter__", Kind.LOCK);
        BY_NAME.put("Event.wait", Kind.EVENT);
        BY_NAME.put("Condition.wait", Kind.EVENT);
        BY_NAME.put("Barrier.wait", Kind.EVENT);
        BY_NAME.put("Queue.get", Kind.QUEUE_GET);
        BY_NAME.put("Queue.put", Kind.QUEUE_PUT);
        BY_NAME.put("Queue.join", Kind.QUEUE_JOIN);
        BY_NAME.put("TaskGroup._aexit", Kind.TASKS);
        BY_NAME.put("TaskGroup.__aexit__", Kind.TASKS);
        BY_NAME.put("StreamReader.read", Kind.IO);
        BY_NAME.put("StreamReader.readline", Kind.IO);
        BY_NAME.put("StreamReader.readexactly", Kind.IO);
        BY_NAME.put("StreamReader.readuntil", Kind.IO);
        BY_NAME.put("StreamWriter.drain", Kind.IO);
        BY_NAME.put("Server.serve_forever", Kind.IDLE);
    }

    private WaitCalls() {
    }

    private static void asyncio(String file, Kind kind, String... functions) {
        place("asyncio/" + file, kind, functions);
    }

    private static void place(String file, Kind kind, String... functions) {
        for (String function : functions) {
            BY_PLACE.put(file + ':' + function, kind);
        }
    }

    /** What the frame waits for; null if it is no such function. */
    static @Nullable Kind of(Frame f) {
        String function = Wait.simple(f.function());
        if (f.file().isEmpty()) {
            Kind named = BY_NAME.get(f.function());
            return named != null ? named : BY_PLACE.get("asyncio/tasks.py:" + f.function());
        }
        if (!isLibrary(f)) {
            return null;
        }
        String file = moduleOf(f.file());
        Kind kind = BY_PLACE.get(file + ':' + function);
        if (kind == null && file.startsWith("asyncio/")) {
            boolean io = file.endsWith("/streams.py") || file.endsWith("/subprocess.py") || file.endsWith("/base_subprocess.py")
                    || file.endsWith("/sslproto.py") || function.startsWith("sock_");
            return io ? Kind.IO : null;
        }
        if (kind == Kind.EVENT && f.function().startsWith("Condition.")) {
            return Kind.EVENT;
        }
        return kind;
    }

    /** Whether the frame is one of Python's own or of an installed package; also where a tool shortened its path. */
    static boolean isLibrary(Frame f) {
        String file = f.file();
        if (file.isEmpty()) {
            return BY_NAME.containsKey(f.function()) || NAMED.contains(f.function());
        }
        return !f.inApp() || file.startsWith("asyncio/") || file.startsWith("concurrent/") || file.startsWith("multiprocessing/")
                || FILES.contains(file);
    }

    /** Whether the frame runs the event loop: everything above it was called by the loop. */
    static boolean isLoop(Frame f) {
        return f.function().endsWith("_run_once") || f.function().endsWith("run_forever") && isLibrary(f);
    }

    /** Whether the frame is a call that takes something from a pool. */
    static boolean isPool(Frame f) {
        String file = moduleOf(f.file()).toLowerCase(Locale.ROOT);
        boolean pool = file.contains("pool") || f.function().toLowerCase(Locale.ROOT).contains("pool");
        return pool && POOL_CALLS.contains(Wait.simple(f.function())) && !file.startsWith("concurrent/")
                && !file.startsWith("multiprocessing/");
    }

    /** {@code asyncio/locks.py}, {@code concurrent/futures/_base.py}, {@code threading.py}. */
    private static String moduleOf(String path) {
        String file = path.indexOf('\\') < 0 ? path : path.replace('\\', '/');
        int slash = file.lastIndexOf('/');
        if (slash < 0) {
            return file;
        }
        int package1 = file.lastIndexOf('/', slash - 1);
        String parent = file.substring(package1 + 1, slash);
        if (parent.equals("futures")) {
            return "concurrent/futures/" + file.substring(slash + 1);
        }
        boolean whole = parent.equals("asyncio") || parent.equals("multiprocessing") || parent.contains("pool");
        return whole ? file.substring(package1 + 1) : file.substring(slash + 1);
    }
}
