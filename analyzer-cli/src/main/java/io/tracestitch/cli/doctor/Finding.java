package io.tracestitch.cli.doctor;

import java.util.Locale;

/**
 * What a check found.
 *
 * @param level how it is
 * @param subject what was looked at, in a word
 * @param text what was found, in one line without secrets
 * @param advice what to do; empty if nothing
 */
public record Finding(Level level, String subject, String text, String advice) {

    /** How a thing is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** It works, but not as well as it could. */
        WARN,
        /** It does not work. */
        FAIL;

        /** Name in the output. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String subject, String text) {
        return new Finding(Level.OK, subject, text, "");
    }

    static Finding warn(String subject, String text, String advice) {
        return new Finding(Level.WARN, subject, text, advice);
    }

    static Finding fail(String subject, String text, String advice) {
        return new Finding(Level.FAIL, subject, text, advice);
    }
}
