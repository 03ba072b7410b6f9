package io.tracestitch.core.pattern;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.traceback.ExceptionTree;
import org.jspecify.annotations.Nullable;

/**
 * Finds the patterns that hold for an event. Rules are filed under what is cheapest to see: a text in the exception's message, a
 * text in the record's message, the exception's type, the event's kind; only those that are found there are looked at closely.
 * An event that matches nothing allocates nothing.
 */
final class Matcher {
    /** Bounds for hostile input: links of a chain, groups inside groups, and children of a group that are looked at. */
    private static final int MAX_LINKS = 32;
    private static final int MAX_NESTING = 32;
    private static final int MAX_CHILDREN = 16;

    private final LiteralIndex byMessage;
    private final TypeIndex byType;
    private final LiteralIndex byRecord;
    private final CompiledRule[][] byKind;
    private final List<String> recordLiterals;

    Matcher(List<Pattern> patterns) {
        Map<String, List<CompiledRule>> message = new LinkedHashMap<>();
        Map<String, List<CompiledRule>> type = new LinkedHashMap<>();
        Map<String, List<CompiledRule>> record = new LinkedHashMap<>();
        List<List<CompiledRule>> kind = new ArrayList<>();
        for (EventKind ignored : EventKind.values()) {
            kind.add(new ArrayList<>());
        }
        Set<String> logLiterals = new LinkedHashSet<>();
        for (Pattern pattern : patterns) {
            for (Rule rule : pattern.match()) {
                CompiledRule compiled = new CompiledRule(pattern, rule);
                if (!rule.exceptions().isEmpty()) {
                    if (!rule.message().isEmpty()) {
                        rule.message().forEach(literal -> file(message, literal, compiled));
                    } else {
                        rule.exceptions().forEach(name -> file(type, name.substring(name.lastIndexOf('.') + 1), compiled));
                    }
                } else if (!rule.record().isEmpty()) {
                    rule.record().forEach(literal -> file(record, literal, compiled));
                    if (rule.kinds().contains(EventKind.LOG)) {
                        logLiterals.addAll(rule.record());
                    }
                } else {
                    rule.kinds().forEach(k -> kind.get(k.ordinal()).add(compiled));
                }
            }
        }
        byMessage = new LiteralIndex(message);
        byType = new TypeIndex(type);
        byRecord = new LiteralIndex(record);
        byKind = kind.stream().map(list -> list.toArray(CompiledRule[]::new)).toArray(CompiledRule[][]::new);
        recordLiterals = List.copyOf(logLiterals);
    }

    private static void file(Map<String, List<CompiledRule>> index, String key, CompiledRule rule) {
        List<CompiledRule> rules = index.computeIfAbsent(key, k -> new ArrayList<>());
        if (!rules.contains(rule)) {
            rules.add(rule);
        }
    }

    List<String> recordLiterals() {
        return recordLiterals;
    }

    /** The patterns that hold; null if none does. */
    @Nullable Hits search(Event event) {
        Hits hits = null;
        for (CompiledRule rule : byKind[event.kind().ordinal()]) {
            if (rule.holds(event)) {
                hits = Hits.add(hits, rule, null, true);
            }
        }
        hits = record(hits, event);
        ExceptionTree head = event.exception();
        return head == null ? hits : exceptions(hits, event, head);
    }

    private @Nullable Hits record(@Nullable Hits found, Event event) {
        Hits hits = found;
        String text = event.message();
        for (int at = byRecord.next(text, 0); at >= 0; at = byRecord.next(text, at + 1)) {
            for (LiteralIndex.Entry entry : byRecord.candidates(text, at)) {
                if (text.startsWith(entry.literal(), at)) {
                    for (CompiledRule rule : entry.rules()) {
                        if (rule.holds(event)) {
                            hits = Hits.add(hits, rule, null, true);
                        }
                    }
                }
            }
        }
        return hits;
    }

    /** A group of one stands for its child: the child is what was raised last, the wrappers come after it. */
    private @Nullable Hits exceptions(@Nullable Hits found, Event event, ExceptionTree head) {
        ExceptionTree leaf = unwrap(head);
        Hits hits = chain(found, event, leaf, true);
        ExceptionTree wrapper = head;
        for (int i = 0; wrapper != leaf && i < MAX_NESTING; i++, wrapper = wrapper.exceptions().getFirst()) {
            hits = chain(hits, event, wrapper, false);
        }
        List<ExceptionTree> children = leaf.exceptions();
        for (int i = 0; i < children.size() && i < MAX_CHILDREN; i++) {
            hits = chain(hits, event, unwrap(children.get(i)), false);
        }
        return hits;
    }

    private static ExceptionTree unwrap(ExceptionTree exception) {
        ExceptionTree e = exception;
        for (int i = 0; i < MAX_NESTING && e.exceptions().size() == 1 && e.hidden() == 0; i++) {
            e = e.exceptions().getFirst();
        }
        return e;
    }

    private @Nullable Hits chain(@Nullable Hits found, Event event, ExceptionTree start, boolean last) {
        Hits hits = found;
        ExceptionTree e = start;
        for (int i = 0; e != null && i < MAX_LINKS; i++, e = e.origin()) {
            hits = one(hits, event, e, last && i == 0);
        }
        return hits;
    }

    private @Nullable Hits one(@Nullable Hits found, Event event, ExceptionTree e, boolean last) {
        Hits hits = found;
        for (CompiledRule rule : byType.find(e.type())) {
            if (rule.holds(event, e, last)) {
                hits = Hits.add(hits, rule, e, last);
            }
        }
        String text = e.message();
        for (int at = byMessage.next(text, 0); at >= 0; at = byMessage.next(text, at + 1)) {
            for (LiteralIndex.Entry entry : byMessage.candidates(text, at)) {
                if (text.startsWith(entry.literal(), at)) {
                    for (CompiledRule rule : entry.rules()) {
                        if (rule.holds(event, e, last)) {
                            hits = Hits.add(hits, rule, e, last);
                        }
                    }
                }
            }
        }
        return hits;
    }
}
