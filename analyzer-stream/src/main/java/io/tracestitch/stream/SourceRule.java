package io.tracestitch.stream;

import java.util.List;

/** Where the name of a record's source is looked for. */
public sealed interface SourceRule {

    /** Nothing but the key. */
    List<SourceRule> KEY_ALONE = List.of(new Key());

    /** The record's key, as text. */
    record Key() implements SourceRule {
    }

    /**
     * A header of the record.
     *
     * @param name its name
     */
    record Header(String name) implements SourceRule {
    }

    /** The fields by which the shippers' JSON names a container, pod, unit, file or service. */
    record Json() implements SourceRule {
    }

    /**
     * One field of a record that is JSON.
     *
     * @param name its name; dots lead into nested objects
     */
    record JsonField(String name) implements SourceRule {
    }

    /**
     * The rule as users write it: {@code key}, {@code header:NAME}, {@code json} or {@code json:FIELD}.
     *
     * @throws IllegalArgumentException with a sentence for the user if it is none of these
     */
    static SourceRule of(String text) {
        int colon = text.indexOf(':');
        String name = text.substring(colon + 1);
        if (text.equals("key")) {
            return new Key();
        }
        if (text.equals("json")) {
            return new Json();
        }
        if (text.startsWith("header:") && !name.isBlank()) {
            return new Header(name);
        }
        if (text.startsWith("json:") && !name.isBlank()) {
            return new JsonField(name);
        }
        throw new IllegalArgumentException("'" + text + "' does not say where a source's name stands; write key, header:NAME, json or "
                + "json:FIELD");
    }
}
