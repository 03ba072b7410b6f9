package io.tracestitch.store;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/** What a document must fulfil to be taken by any store. */
public final class DocumentLimits {

    private DocumentLimits() {
    }

    /** Why the event cannot be kept, in one line for people; null if it can. */
    public static @Nullable String violation(EventDocument event) {
        String why = id("id", event.id());
        why = why != null ? why : id("occurrence", event.occurrence());
        why = why != null ? why : id("fingerprint", event.fingerprint());
        return why != null ? why : json(event.json());
    }

    /** Why the incident cannot be kept, in one line for people; null if it can. */
    public static @Nullable String violation(IncidentDocument incident) {
        String why = id("id", incident.id());
        return why != null ? why : json(incident.json());
    }

    /** A value as filters compare it: cut after {@value EventDocument#MAX_KEYWORD} characters. */
    public static String keyword(String value) {
        if (value.length() <= EventDocument.MAX_KEYWORD) {
            return value;
        }
        int end = EventDocument.MAX_KEYWORD;
        return value.substring(0, Character.isHighSurrogate(value.charAt(end - 1)) ? end - 1 : end);
    }

    private static @Nullable String id(String what, String id) {
        int bytes = id.length() > EventDocument.MAX_ID_BYTES ? id.length() : id.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0) {
            return "The " + what + " is empty.";
        }
        return bytes <= EventDocument.MAX_ID_BYTES ? null
                : "The " + what + " has more than " + EventDocument.MAX_ID_BYTES + " bytes.";
    }

    private static @Nullable String json(byte[] json) {
        return json.length <= EventDocument.MAX_JSON_BYTES ? null
                : "The JSON has " + json.length + " bytes, more than " + EventDocument.MAX_JSON_BYTES + ".";
    }
}
