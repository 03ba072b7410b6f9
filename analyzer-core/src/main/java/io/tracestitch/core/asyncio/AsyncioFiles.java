package io.tracestitch.core.asyncio;

import java.util.Locale;

/** Tells files of asyncio and uvloop from those of programs, by their paths alone. */
final class AsyncioFiles {

    private AsyncioFiles() {
    }

    static boolean contains(String file) {
        if (file.startsWith("uvloop/") || file.contains("/uvloop/")) {
            return true;
        }
        String path = file.indexOf('\\') < 0 ? file : file.replace('\\', '/');
        int folder = path.lastIndexOf("/asyncio/");
        if (folder < 0 || path.indexOf('/', folder + 9) >= 0) {
            return false;
        }
        String parent = path.substring(path.lastIndexOf('/', folder - 1) + 1, folder).toLowerCase(Locale.ROOT);
        return parent.startsWith("python") || parent.equals("lib");
    }
}
