package io.tracestitch.core.stitch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tracestitch.core.asyncio.DumpStack.Ref;
import org.jspecify.annotations.Nullable;

/**
 * Circles in the graph of who waits for whom: tasks that await each other, as the tools or the reprs tell, and tasks that wait for
 * what others are likely to hold. Linear in the number of tasks and links.
 */
final class AwaitCycles {

    /**
     * A circle: each waits for the next one, and the last one for the first.
     *
     * @param held what each holds that the one before it waits for; null where it is awaited itself
     */
    record Cycle(List<Actor> actors, List<@Nullable String> held) {
    }

    /** Circles that are told of one moment. */
    private static final int MAX_CYCLES = 64;

    private final Map<String, Actor> byKey;
    private final Map<String, String> keyOfName = new HashMap<>();
    private final Set<String> shared = new LinkedHashSet<>();
    /** For each one whom it waits for, and what that one holds; the empty text where it is awaited itself. */
    private final Map<String, Map<String, String>> edges = new LinkedHashMap<>();

    AwaitCycles(Snapshot snapshot, Regions regions) {
        byKey = snapshot.actors;
        for (Actor a : byKey.values()) {
            if (!a.isThread()) {
                String before = keyOfName.put(a.name(), a.key());
                if (before != null && !before.equals(a.key())) {
                    shared.add(a.name());
                }
            }
        }
        for (Actor a : byKey.values()) {
            awaits(a);
        }
        holds(regions);
    }

    private void awaits(Actor a) {
        for (Ref by : a.awaitedBy()) {
            String awaiter = by.id() != null && byKey.containsKey("task " + by.id()) ? "task " + by.id() : keyOf(by.name());
            if (awaiter != null) {
                edge(awaiter, a.key(), "");
            }
        }
        String other = keyOf(a.waitsForTask());
        if (other != null) {
            edge(a.key(), other, "");
        }
    }

    private @Nullable String keyOf(@Nullable String name) {
        return name == null || shared.contains(name) ? null : keyOfName.get(name);
    }

    private void holds(Regions regions) {
        Map<String, List<String>> holders = new HashMap<>();
        for (Actor a : byKey.values()) {
            if (a.waits().kind().isAcquire()) {
                for (String resource : regions.held(a.frames())) {
                    holders.computeIfAbsent(resource, r -> new ArrayList<>()).add(a.key());
                }
            }
        }
        for (Actor a : byKey.values()) {
            String resource = Regions.resource(a.waits());
            if (a.waits().kind().isAcquire() && !resource.isEmpty()) {
                List<String> of = holders.getOrDefault(resource, List.of());
                // A lock has one holder; where several may be it, the place tells nothing.
                if (of.size() == 1) {
                    edge(a.key(), of.getFirst(), resource);
                } else if (of.contains(a.key())) {
                    edge(a.key(), a.key(), resource);
                }
            }
        }
    }

    private void edge(String from, String to, String held) {
        edges.computeIfAbsent(from, f -> new LinkedHashMap<>()).putIfAbsent(to, held);
    }

    /** The circles; each task is in one at most. */
    List<Cycle> find() {
        List<Cycle> found = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        for (String start : edges.keySet()) {
            if (done.contains(start) || found.size() >= MAX_CYCLES) {
                continue;
            }
            search(start, done, found);
        }
        return found;
    }

    private void search(String start, Set<String> done, List<Cycle> found) {
        Deque<Iterator<String>> open = new ArrayDeque<>();
        List<String> path = new ArrayList<>();
        Map<String, Integer> onPath = new HashMap<>();
        enter(start, path, onPath, open, done);
        while (!open.isEmpty()) {
            Iterator<String> next = open.peek();
            if (!next.hasNext()) {
                open.pop();
                onPath.remove(path.removeLast());
                continue;
            }
            String to = next.next();
            Integer at = onPath.get(to);
            if (at != null) {
                if (found.size() < MAX_CYCLES) {
                    found.add(cycle(path.subList(at, path.size())));
                }
            } else if (!done.contains(to) && byKey.containsKey(to)) {
                enter(to, path, onPath, open, done);
            }
        }
    }

    private void enter(String key, List<String> path, Map<String, Integer> onPath, Deque<Iterator<String>> open, Set<String> done) {
        done.add(key);
        onPath.put(key, path.size());
        path.add(key);
        open.push(edges.getOrDefault(key, Map.of()).keySet().iterator());
    }

    private Cycle cycle(List<String> keys) {
        List<Actor> actors = new ArrayList<>();
        List<@Nullable String> held = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Actor actor = byKey.get(keys.get(i));
            String from = keys.get((i + keys.size() - 1) % keys.size());
            String what = edges.getOrDefault(from, Map.of()).get(keys.get(i));
            if (actor != null) {
                actors.add(actor);
                held.add(what == null || what.isEmpty() ? null : Regions.subject(what));
            }
        }
        return new Cycle(List.copyOf(actors), Collections.unmodifiableList(held));
    }
}
