package io.tracestitch.core.incident;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

import io.tracestitch.core.traceback.Memo;

/**
 * Where files belong, told from their paths: the part of a path that names a file wherever it is installed, and whether it is
 * plumbing. Keeps the answers for the paths seen last. Not safe for use by several threads.
 */
final class FramePlaces {
    /** Paths whose answers are kept; a power of two. */
    static final int REMEMBERED = 1 << 10;

    /** Packages and modules that call the application's code and say nothing about what broke. */
    private static final Set<String> PLUMBING = Set.of("asyncio", "anyio", "uvloop", "starlette", "fastapi", "futures",
            "threading.py", "contextlib.py", "functools.py", "runpy.py");
    private static final Set<String> ROOTS = Set.of("site-packages", "dist-packages");
    private static final Set<String> DEPLOYMENT = Set.of("current", "releases", "release", "versions");

    /**
     * What a path tells.
     *
     * @param name the last two components that name the file, whatever its installation; all below the installed package's root
     * @param stem the last component without its ending, as people call the module
     * @param plumbing whether it belongs to a framework's or the interpreter's plumbing
     */
    record Place(String name, String stem, boolean plumbing) {
    }

    private final Memo<Place> places = new Memo<>(REMEMBERED, FramePlaces::place);

    Place of(String path) {
        return places.of(path);
    }

    private static Place place(String path) {
        if (path.startsWith("<")) {
            String name = withoutDigits(path);
            return new Place(name, name, false);
        }
        String[] parts = path.replace('\\', '/').split("/", -1);
        int last = parts.length - 1;
        int root = root(parts);
        String name;
        boolean plumbing;
        if (root >= 0) {
            int from = Math.max(root + 1, last - 2);
            name = String.join("/", Arrays.copyOfRange(parts, from, last + 1));
            plumbing = isPlumbing(parts, root + 1);
        } else {
            name = application(parts);
            plumbing = !path.startsWith("/") && parts.length > 1 && PLUMBING.contains(parts[0]);
        }
        String file = parts[last];
        int dot = file.lastIndexOf('.');
        return new Place(name, dot > 0 ? file.substring(0, dot) : file, plumbing);
    }

    /** Code that was compiled from a text often carries a counter in its name: {@code <ipython-input-17>}. */
    private static String withoutDigits(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (!Chars.isDigit(name.charAt(i))) {
                out.append(name.charAt(i));
            }
        }
        return out.toString();
    }

    /** Index of the directory below which packages are installed: site-packages, else the standard library's; -1 in an application. */
    private static int root(String[] parts) {
        int library = -1;
        for (int i = parts.length - 2; i >= 0; i--) {
            if (ROOTS.contains(parts[i])) {
                return i;
            }
            boolean unix = parts[i].startsWith("python") && i > 0 && parts[i - 1].startsWith("lib");
            boolean windows = parts[i].equalsIgnoreCase("lib") && i > 0 && parts[i - 1].toLowerCase(Locale.ROOT)
                    .startsWith("python");
            if (library < 0 && (unix || windows)) {
                library = i;
            }
        }
        return library;
    }

    private static boolean isPlumbing(String[] parts, int from) {
        for (int i = from; i < parts.length; i++) {
            if (PLUMBING.contains(parts[i]) && (i == from || parts[i].equals("futures") && parts[i - 1].equals("concurrent"))) {
                return true;
            }
        }
        return false;
    }

    /** File and directory, directories left out that change with each deployment. */
    private static String application(String[] parts) {
        String file = parts[parts.length - 1];
        for (int i = parts.length - 2; i >= 0; i--) {
            String p = parts[i];
            if (!p.isEmpty() && !p.equals(".") && !DEPLOYMENT.contains(p) && !isVersion(p)) {
                return p + "/" + file;
            }
        }
        return file;
    }

    /** Whether a directory's name is a number, a date, a version or a hash. */
    private static boolean isVersion(String name) {
        int digits = 0;
        int hex = 0;
        int other = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c >= 'a' && c <= 'f') {
                hex++;
            } else if (c != '.' && c != '-' && c != '_' && !(c == 'v' && i == 0)) {
                other++;
            }
        }
        return other == 0 && digits > 0 && (hex == 0 || digits + hex >= 7);
    }
}
