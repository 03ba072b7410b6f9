package io.tracestitch.core.traceback;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An exception as Python printed it: the one raised last, with what it came from and, for a group, its children.
 *
 * @param type dotted type as printed, without a colon
 * @param message message without the "(N sub-exceptions)" of groups; empty where there was none; lines joined by {@code \n}
 * @param notes notes that could be told apart from the message
 * @param frames oldest call first
 * @param cause what it was raised {@code from} ("direct cause"), or null
 * @param context what was being handled when it was raised, or null
 * @param exceptions children of an exception group, in order
 * @param hidden children that Python did not print ("... and N more exceptions"), else 0
 * @param syntax location of a SyntaxError, or null
 * @param truncated whether a limit cut something out of this exception or below it
 */
public record ExceptionTree(
        String type,
        String message,
        List<String> notes,
        List<Frame> frames,
        @Nullable ExceptionTree cause,
        @Nullable ExceptionTree context,
        List<ExceptionTree> exceptions,
        int hidden,
        @Nullable SyntaxLocation syntax,
        boolean truncated) {

    /** What this exception came from, by either link; null at the root of a chain. */
    public @Nullable ExceptionTree origin() {
        return cause != null ? cause : context;
    }

    /** The exceptions of this chain, last raised first; never empty. */
    public List<ExceptionTree> chain() {
        List<ExceptionTree> out = new ArrayList<>();
        for (ExceptionTree e = this; e != null; e = e.origin()) {
            out.add(e);
        }
        return out;
    }

    /** Whether this is an exception group, by its children or its type's name. */
    public boolean isGroup() {
        return !exceptions.isEmpty() || hidden > 0 || type.endsWith("ExceptionGroup");
    }

    /** The type's last component: {@code PaymentDeclined} of {@code orders.PaymentDeclined}. */
    public String simpleType() {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** {@code type: message} with the first line of the message only, as a title wants it. */
    public String headline() {
        int end = message.indexOf('\n');
        String first = end < 0 ? message : message.substring(0, end);
        return first.isEmpty() ? type : type + ": " + first;
    }
}
