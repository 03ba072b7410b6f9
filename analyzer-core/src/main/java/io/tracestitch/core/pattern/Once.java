package io.tracestitch.core.pattern;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Computes a value on first use and keeps it. Threads may share it; two that come first together may both compute. */
final class Once<T> implements Supplier<T> {
    private final Supplier<T> source;
    private volatile @Nullable T value;

    Once(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public T get() {
        T known = value;
        if (known == null) {
            known = source.get();
            value = known;
        }
        return known;
    }
}
