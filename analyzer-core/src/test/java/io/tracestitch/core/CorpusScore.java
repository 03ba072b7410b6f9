package io.tracestitch.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.TaskRef;
import io.tracestitch.core.traceback.ExceptionTree;
import org.jspecify.annotations.Nullable;

/**
 * The events of a case beside its truth; the rules are those of {@code src/test/corpus-tools/score.py}.
 *
 * @param wanted how many exceptions must be found
 * @param trees how many of them were found whole
 * @param misses what is wrong, for people
 */
record CorpusScore(int wanted, int trees, List<String> misses) {

    private static final Set<String> TASK_KINDS = Set.of("task-exception-never-retrieved", "task-destroyed-pending");
    private static final List<String> PRINTED = List.of("exception-printed", "exception-uncaught");

    /** How often something is there. */
    private static final class Bag<T> {
        private final Map<T, Integer> counts = new HashMap<>();

        Bag(Collection<T> all) {
            all.forEach(one -> counts.merge(one, 1, Integer::sum));
        }

        boolean take(T one) {
            Integer left = counts.get(one);
            if (left == null || left == 0) {
                return false;
            }
            counts.put(one, left - 1);
            return true;
        }
    }

    /** What an event is known by where its whole tree is not asked for. */
    private record Key(String kind, @Nullable String exception) {
        static Key of(String kind, @Nullable ExceptionTree tree) {
            if (tree == null) {
                return new Key(kind, null);
            }
            CanonicalTree head = CanonicalTree.head(tree);
            return new Key(kind, head.type() + ": " + head.message());
        }
    }

    static CorpusScore of(CorpusCase one, List<Event> events) {
        List<String> misses = new ArrayList<>();
        List<CorpusCase.Truth> required = one.truth().stream().filter(t -> !t.optional()).toList();
        List<ExceptionTree> wanted = required.stream().map(CorpusCase.Truth::exception).filter(Objects::nonNull).toList();
        List<ExceptionTree> found = found(one, events);
        int trees = trees(wanted, found, misses);
        nothingFalse(wanted, found, misses);
        kinds(one.setup(), required, events, misses);
        tasks(required, events, misses);
        return new CorpusScore(wanted.size(), trees, misses);
    }

    /** The exceptions reported, without those that are right to report and not demanded. */
    private static List<ExceptionTree> found(CorpusCase one, List<Event> events) {
        Bag<CanonicalTree> optional = new Bag<>(one.truth().stream().filter(t -> t.optional() && t.exception() != null)
                .map(t -> CanonicalTree.head(t.exception())).toList());
        return events.stream().map(Event::exception).filter(Objects::nonNull)
                .filter(tree -> !optional.take(CanonicalTree.head(tree))).toList();
    }

    private static int trees(List<ExceptionTree> wanted, List<ExceptionTree> found, List<String> misses) {
        Bag<CanonicalTree> pool = new Bag<>(found.stream().map(CanonicalTree::whole).toList());
        int trees = 0;
        for (ExceptionTree tree : wanted) {
            if (pool.take(CanonicalTree.whole(tree))) {
                trees++;
            } else {
                misses.add("not found whole: " + CanonicalTree.whole(tree));
            }
        }
        return trees;
    }

    private static void nothingFalse(List<ExceptionTree> wanted, List<ExceptionTree> found, List<String> misses) {
        Bag<CanonicalTree> truth = new Bag<>(wanted.stream().map(CanonicalTree::head).toList());
        for (ExceptionTree tree : found) {
            if (!truth.take(CanonicalTree.head(tree))) {
                misses.add("no process raised: " + CanonicalTree.head(tree));
            }
        }
    }

    private static void kinds(String setup, List<CorpusCase.Truth> required, List<Event> events, List<String> misses) {
        Bag<Key> pool = new Bag<>(events.stream().map(e -> Key.of(e.kind().id(), e.exception())).toList());
        for (CorpusCase.Truth truth : required) {
            if (accepted(truth.kind(), setup).stream().noneMatch(kind -> pool.take(Key.of(kind, truth.exception())))) {
                misses.add("no event of the kind " + Key.of(truth.kind(), truth.exception()));
            }
        }
    }

    /** Without headers nothing tells a record from a print, and a traceback right behind a record looks like the record's own. */
    private static List<String> accepted(String kind, String setup) {
        if (PRINTED.contains(kind) || kind.equals("exception-logged") && setup.equals("default")) {
            return List.of("exception-printed", "exception-uncaught", "exception-logged");
        }
        return List.of(kind);
    }

    private static void tasks(List<CorpusCase.Truth> required, List<Event> events, List<String> misses) {
        List<Event> left = new ArrayList<>(events);
        for (CorpusCase.Truth truth : required) {
            if (!TASK_KINDS.contains(truth.kind()) || truth.task() == null) {
                continue;
            }
            Event event = left.stream().filter(e -> e.kind().id().equals(truth.kind()) && e.task() != null
                    && truth.task().equals(e.task().name())).findFirst().orElse(null);
            if (event == null) {
                misses.add("task " + truth.task() + " is not reported");
                continue;
            }
            left.remove(event);
            String coroutine = coroutine(event.task());
            if (truth.coroutine() != null && !truth.coroutine().equals(coroutine)) {
                misses.add("task " + truth.task() + ": coroutine " + coroutine + ", not " + truth.coroutine());
            }
        }
    }

    private static String coroutine(@Nullable TaskRef task) {
        return task == null || task.coroutine() == null ? "" : task.coroutine().split("\\(", 2)[0];
    }
}
