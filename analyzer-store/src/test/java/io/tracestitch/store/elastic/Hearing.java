package io.tracestitch.store.elastic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.tracestitch.store.SaveResult;
import io.tracestitch.store.StoreListener;

/** Remembers what a store tells. */
final class Hearing implements StoreListener {

    private final List<SaveResult> results = new CopyOnWriteArrayList<>();
    private final List<String> retries = new CopyOnWriteArrayList<>();

    @Override
    public void saved(SaveResult result, Duration took) {
        results.add(result);
    }

    @Override
    public void retried(String why) {
        retries.add(why);
    }

    List<SaveResult> results() {
        return results;
    }

    List<String> retries() {
        return retries;
    }
}
