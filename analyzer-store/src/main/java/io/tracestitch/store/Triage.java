package io.tracestitch.store;

import java.util.List;

/** What people do with incidents. Once {@link TriageResult.Done} is returned, the change survives the end of this process. */
public interface Triage {

    /** Incidents that can be merged into one. */
    int MAX_MERGED = 100;

    /**
     * Decides about an incident. If it was merged into another one, the decision is about that one. The same decision of the same
     * moment again changes nothing, so that whoever got no answer can ask again.
     */
    TriageResult decide(String id, StatusChange change);

    /**
     * Makes incidents part of another one: they are shown, counted and decided about together from now on, and so are occurrences
     * that come later. Incidents that were merged into these come along. Merging again what is merged already changes nothing.
     *
     * @param id the incident that stays; it must not be part of another one
     * @param others ids of those that become part of it
     */
    TriageResult merge(String id, List<String> others);

    /**
     * Takes incidents out again; each stands for itself, with the decisions of the time before it was merged.
     *
     * @param id the incident that they are part of
     * @param parts ids of the parts to take out; those that are no part of it are passed over
     */
    TriageResult split(String id, List<String> parts);
}
