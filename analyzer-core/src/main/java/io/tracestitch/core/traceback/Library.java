package io.tracestitch.core.traceback;

/** Tells the application's files from Python's own and from installed packages, by their paths. */
final class Library {

    private static final String[] INSTALLED = {"/site-packages/", "/dist-packages/", "\\site-packages\\", "\\dist-packages\\",
        "/python-eggs/", "/__pypackages__/"};

    private Library() {
    }

    /** Whether the file is neither Python's nor an installed package's. */
    static boolean isApp(String file) {
        if (file.isEmpty()) {
            return false;
        }
        if (file.charAt(0) == '<') {
            // <string>, <stdin>, <ipython-input-3>: the user's; <frozen importlib._bootstrap>: Python's
            return !file.startsWith("<frozen") && !file.startsWith("<attrs") && !file.startsWith("<__array_function__");
        }
        for (String part : INSTALLED) {
            if (file.contains(part)) {
                return false;
            }
        }
        return !inStandardLibrary(file);
    }

    /** {@code .../lib/python3.12/...}, {@code C:\Python312\Lib\...}, {@code .../python311.zip/...}. */
    private static boolean inStandardLibrary(String file) {
        for (int at = file.indexOf("python"); at >= 0; at = file.indexOf("python", at + 1)) {
            int i = at + 6;
            int digits = i;
            while (i < file.length() && (Character.isDigit(file.charAt(i)) || file.charAt(i) == '.' || file.charAt(i) == 't')) {
                i++;
            }
            boolean whole = at > 0 && (file.charAt(at - 1) == '/' || file.charAt(at - 1) == '\\');
            if (whole && i > digits && i < file.length() && file.charAt(i) == '/' && underLib(file, at)) {
                return true;
            }
        }
        int lib = indexOfIgnoreCase(file, "\\lib\\");
        return lib > 0 && indexOfIgnoreCase(file.substring(0, lib), "python") >= 0;
    }

    private static boolean underLib(String file, int at) {
        String before = file.substring(0, at);
        return before.endsWith("/lib/") || before.endsWith("/lib64/") || before.endsWith("/Lib/");
    }

    private static int indexOfIgnoreCase(String text, String wanted) {
        for (int i = 0; i + wanted.length() <= text.length(); i++) {
            if (text.regionMatches(true, i, wanted, 0, wanted.length())) {
                return i;
            }
        }
        return -1;
    }
}
