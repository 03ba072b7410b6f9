package io.tracestitch.core.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Remediation;
import io.tracestitch.core.incident.Severity;
import org.jspecify.annotations.Nullable;

/**
 * All the patterns, ready to explain events. Immutable; threads may share it.
 *
 * <p>Finding the pattern of an event that none explains costs well under a microsecond and allocates nothing.
 */
public final class Taxonomy {
    private final List<Pattern> patterns;
    private final Map<String, Pattern> byId;
    private final Lineage lineage;
    private final Matcher matcher;

    private Taxonomy(List<Pattern> patterns) {
        this.byId = PatternLoader.link(patterns);
        this.patterns = patterns.stream().sorted(Comparator.comparing(Pattern::id)).toList();
        this.lineage = new Lineage(byId);
        this.matcher = new Matcher(this.patterns);
    }

    private static final class Holder {
        private static final Taxonomy BUILT_IN = new Taxonomy(BuiltInPatterns.load());
    }

    /** The patterns that come with the product; read on first use, then kept. */
    public static Taxonomy builtIn() {
        return Holder.BUILT_IN;
    }

    /**
     * These patterns alone.
     *
     * @throws InvalidPatternException where ids are equal or {@code refines} leads nowhere or in a circle
     */
    public static Taxonomy of(List<Pattern> patterns) {
        return new Taxonomy(patterns);
    }

    /**
     * These patterns and more.
     *
     * @throws InvalidPatternException where ids are equal or {@code refines} leads nowhere or in a circle
     */
    public Taxonomy plus(List<Pattern> more) {
        List<Pattern> all = new ArrayList<>(patterns);
        all.addAll(more);
        return new Taxonomy(all);
    }

    /** All patterns, by id. */
    public List<Pattern> all() {
        return patterns;
    }

    /** The pattern of that id; null if there is none. */
    public @Nullable Pattern byId(String id) {
        return byId.get(id);
    }

    /**
     * Texts for the reader of plain records: a record without an exception can be explained only if its message contains one of
     * them. Case counts.
     */
    public List<String> recordLiterals() {
        return matcher.recordLiterals();
    }

    /** What explains the event; empty if no pattern does. The event's own {@code pattern} is not looked at. */
    public Optional<Match> match(Event event) {
        Hits hits = matcher.search(event);
        return hits == null ? Optional.empty() : Optional.of(hits.decide(lineage));
    }

    /** The event with the pattern that explains it, its category and severity, and the more general patterns. */
    public Event classify(Event event) {
        Hits hits = matcher.search(event);
        if (hits == null && event.stall() != null) {
            return event; // who concluded it knows how bad it is
        }
        if (hits == null) {
            Severity severity = severity(event);
            boolean same = severity == event.severity() && event.pattern() == null && event.category() == null
                    && event.also().isEmpty();
            return same ? event : event.withPattern(null, null, severity, List.of());
        }
        Match match = hits.decide(lineage);
        Pattern pattern = match.pattern();
        return event.withPattern(pattern.id(), pattern.category().id(), pattern.severity(), match.also());
    }

    /** The pattern's advice with the event's facts filled in. The pattern need not be the one that explains the event best. */
    public Remediation remediate(Pattern pattern, Event event) {
        Hits hits = matcher.search(event);
        return Remediator.remediate(pattern, event, hits == null ? null : hits.of(pattern));
    }

    /** How bad an event is that no pattern explains: what it is, softened or sharpened by the level it was logged at. */
    private static Severity severity(Event event) {
        Severity level = ofLevel(event.level());
        return switch (event.kind()) {
            case EXCEPTION_LOGGED -> level == null ? Severity.ERROR : level;
            case EXCEPTION_PRINTED, EXCEPTION_UNCAUGHT, EXCEPTION_IN_THREAD, EXCEPTION_UNRAISABLE, TASK_EXCEPTION_NEVER_RETRIEVED,
                    FUTURE_EXCEPTION_NEVER_RETRIEVED, LOOP_ERROR -> level == Severity.CRITICAL ? level : Severity.ERROR;
            case TASK_DESTROYED_PENDING, SLOW_CALLBACK, COROUTINE_NEVER_AWAITED, RESOURCE_UNCLOSED, LOGGING_ERROR ->
                level == Severity.CRITICAL ? level : Severity.WARNING;
            case STALL -> Severity.CRITICAL;
            case STACK_DUMP, LOG -> level == null ? Severity.INFO : level;
        };
    }

    /** What Python's level names, and the usual other ones, say; null if there is none or it is unknown. */
    private static @Nullable Severity ofLevel(@Nullable String level) {
        if (level == null) {
            return null;
        }
        return switch (level.toUpperCase(Locale.ROOT)) {
            case "CRITICAL", "FATAL", "CRIT", "ALERT", "EMERGENCY", "PANIC", "C", "F" -> Severity.CRITICAL;
            case "ERROR", "ERR", "EXCEPTION", "E" -> Severity.ERROR;
            case "WARNING", "WARN", "W" -> Severity.WARNING;
            case "INFO", "DEBUG", "NOTICE", "TRACE", "SUCCESS", "I", "D" -> Severity.INFO;
            default -> null;
        };
    }
}
