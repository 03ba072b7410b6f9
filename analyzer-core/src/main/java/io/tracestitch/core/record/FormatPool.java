package io.tracestitch.core.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Equal formats are one: many sources have the same few, and each takes more than a kilobyte. Bounded; safe for use by several threads,
 * who come here only when they learn something.
 */
final class FormatPool {

    private static final int MAX_FORMATS = 1024;

    private static final Map<Key, HeaderFormat> FORMATS = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, HeaderFormat> eldest) {
            return size() > MAX_FORMATS;
        }
    };

    private FormatPool() {
    }

    private record Key(List<HeaderFormat.Element> elements, HeaderFormat.Strength strength, String description, boolean trailed) {
    }

    /** The format, or one that is equal to it in everything. */
    static HeaderFormat one(HeaderFormat format) {
        Key key = new Key(format.elements(), format.strength(), format.description(), format.isTrailed());
        synchronized (FORMATS) {
            HeaderFormat known = FORMATS.putIfAbsent(key, format);
            return known == null ? format : known;
        }
    }
}
