package io.tracestitch.store.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.tracestitch.store.Decision;
import io.tracestitch.store.Field;
import io.tracestitch.store.IncidentDocument;
import io.tracestitch.store.IncidentDocument.ReleaseSeen;
import io.tracestitch.store.IncidentStatus;
import io.tracestitch.store.IncidentView;
import io.tracestitch.store.StatusChange;
import org.apache.lucene.document.Document;
import org.jspecify.annotations.Nullable;

/** Incidents as Lucene's documents. What was merged is found by its root, whose document has the values of all parts. */
final class IncidentDocuments {

    private IncidentDocuments() {
    }

    /** An incident that lists do not show: a part of another one, or one of which only decisions are left. */
    static Document unlisted(IncidentState state) throws IOException {
        Document out = Fields.document(state.id(), IncidentCodec.encode(state));
        if (state.aggregate() != null) {
            Fields.term(out, Fields.KEPT, "1");
        }
        return out;
    }

    /**
     * An incident that lists show.
     *
     * @param state the incident
     * @param parts its aggregate and those of what was merged into it; not empty
     */
    static Document listed(IncidentState state, List<IncidentDocument> parts) throws IOException {
        StatusChange decided = state.decided();
        // What is muted for a time counts as muted here; searches compare the time.
        IncidentView view = new IncidentView(state.id(), parts, IncidentStatus.of(decided, parts, Instant.MIN), state.history());
        Document out = unlisted(state);
        Fields.term(out, Fields.LISTED, "1");
        Fields.time(out, Fields.FIRST_SEEN, view.firstSeen());
        Fields.time(out, Fields.LAST_SEEN, view.lastSeen());
        Fields.number(out, Fields.COUNT, view.count());
        Fields.number(out, Fields.RANK, view.severity().ordinal());
        Fields.keyword(out, Field.STATUS, view.status().id());
        if (decided != null && decided.decision() instanceof Decision.Muted(Instant until) && until != null) {
            Fields.time(out, Fields.UNTIL, until);
        }
        Fields.keyword(out, Field.SEVERITY, view.severity().id());
        Fields.keywords(out, Field.SERVICE, view.services());
        Fields.keywords(out, Field.RELEASE, all(parts, part -> part.releases().stream().map(ReleaseSeen::release).toList()));
        Fields.keywords(out, Field.CATEGORY, all(parts, part -> optional(part.category())));
        Fields.keywords(out, Field.PATTERN, all(parts, part -> optional(part.pattern())));
        Fields.keywords(out, Field.EXCEPTION, all(parts, IncidentDocument::exceptions));
        Fields.keywords(out, Field.TASK, all(parts, IncidentDocument::tasks));
        List<String> text = new ArrayList<>();
        parts.forEach(part -> text.addAll(part.text()));
        Fields.text(out, text);
        return out;
    }

    private static List<String> optional(@Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }

    private static Collection<String> all(List<IncidentDocument> parts, Function<IncidentDocument, List<String>> values) {
        Set<String> out = new LinkedHashSet<>();
        parts.forEach(part -> out.addAll(values.apply(part)));
        return out;
    }
}
