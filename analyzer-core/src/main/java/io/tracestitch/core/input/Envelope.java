package io.tracestitch.core.input;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a transport or a structured record tells of a line, beside its text.
 *
 * @param writer tells writers of one stream apart; empty where there is one only
 * @param time timestamp as written, or null
 * @param level level's name, or null
 * @param logger logger's name, or null
 * @param process process id or name, or null
 * @param thread thread, or null
 * @param task task, or null
 * @param context request, host and what else tells whose record it is
 * @param complete whether the text is a whole record that ends with it, as in JSON
 */
public record Envelope(String writer, @Nullable String time, @Nullable String level, @Nullable String logger,
        @Nullable String process, @Nullable String thread, @Nullable String task, Context context,
        boolean complete) {

    /** An envelope that tells only who wrote the line, and when. */
    public static Envelope of(String writer, @Nullable String time) {
        return new Envelope(writer, time, null, null, null, null, null, Context.NONE, false);
    }

    /** An envelope from the fields of a structured record, named as Python's logging names them. */
    public static Envelope ofFields(String writer, Map<String, String> fields) {
        return new Envelope(writer, fields.get("time"), fields.get("level"), fields.get("logger"), fields.get("process"),
                fields.get("thread"), fields.get("task"), Context.ofFields(fields), true);
    }
}
