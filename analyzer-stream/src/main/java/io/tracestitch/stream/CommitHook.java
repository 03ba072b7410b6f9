package io.tracestitch.stream;

import java.util.Map;

import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * Tells a processor that its task is about to be committed, so that it can write what changed into its real store once a transaction
 * and not once a record. It poses as a store with a cache, because that is whom Kafka Streams calls before it flushes the producer: on
 * each commit, also the last one before a partition is given away (4.3, {@code StreamTask.prepareCommit}). There is no public way.
 */
final class CommitHook implements StateStore, CachedStateStore<Object, Object> {

    private final String name;
    private Runnable action = () -> { };
    private boolean open;

    private CommitHook(String name) {
        this.name = name;
    }

    /** What is to be done before each commit from now on. It may write to stores, but not forward. */
    void beforeCommit(Runnable toDo) {
        action = toDo;
    }

    @Override
    public void flushCache() {
        action.run();
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public void clearCache() {
        // nothing is held
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        action = () -> { };
        open = true;
        context.register(root, (key, value) -> { });
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Builds one for each task. */
    record Builder(String name) implements StoreBuilder<CommitHook> {

        @Override
        public CommitHook build() {
            return new CommitHook(name);
        }

        @Override
        public StoreBuilder<CommitHook> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitHook> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitHook> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("there is nothing to log");
        }

        @Override
        public StoreBuilder<CommitHook> withLoggingDisabled() {
            return this;
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
