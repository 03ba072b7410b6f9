package io.tracestitch.core.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.tracestitch.core.traceback.ExceptionTree;
import org.jspecify.annotations.Nullable;

/** Rewrites every exception of a tree, however deep it is, without recursion. */
final class TreeRewriter {
    private static final int CAUSE = -1;
    private static final int CONTEXT = -2;

    private TreeRewriter() {
    }

    /**
     * The tree with each exception replaced by what {@code change} makes of its own facts; the same instance where nothing
     * changed.
     */
    static ExceptionTree rewrite(ExceptionTree root, UnaryOperator<ExceptionTree> change) {
        if (root.origin() == null && root.exceptions().isEmpty()) {
            return change.apply(root);
        }
        List<Node> nodes = new ArrayList<>();
        nodes.add(new Node(root, null, 0));
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).addBelow(nodes);
        }
        for (int i = nodes.size() - 1; i >= 0; i--) {
            nodes.get(i).finish(change);
        }
        return nodes.getFirst().result;
    }

    private static final class Node {
        private final ExceptionTree source;
        private final @Nullable Node parent;
        private final int place;
        private @Nullable ExceptionTree cause;
        private @Nullable ExceptionTree context;
        private List<ExceptionTree> exceptions;
        private ExceptionTree result;

        Node(ExceptionTree source, @Nullable Node parent, int place) {
            this.source = source;
            this.parent = parent;
            this.place = place;
            this.cause = source.cause();
            this.context = source.context();
            this.exceptions = source.exceptions();
            this.result = source;
        }

        void addBelow(List<Node> nodes) {
            if (source.cause() != null) {
                nodes.add(new Node(source.cause(), this, CAUSE));
            }
            if (source.context() != null) {
                nodes.add(new Node(source.context(), this, CONTEXT));
            }
            for (int i = 0; i < source.exceptions().size(); i++) {
                nodes.add(new Node(source.exceptions().get(i), this, i));
            }
        }

        void finish(UnaryOperator<ExceptionTree> change) {
            boolean same = cause == source.cause() && context == source.context() && exceptions == source.exceptions();
            ExceptionTree joined = same ? source : new ExceptionTree(source.type(), source.message(), source.notes(),
                    source.frames(), cause, context, exceptions, source.hidden(), source.syntax(), source.truncated());
            result = change.apply(joined);
            if (parent != null && result != source) {
                parent.replace(place, result);
            }
        }

        private void replace(int where, ExceptionTree by) {
            switch (where) {
                case CAUSE -> cause = by;
                case CONTEXT -> context = by;
                default -> {
                    if (exceptions == source.exceptions()) {
                        exceptions = new ArrayList<>(exceptions);
                    }
                    exceptions.set(where, by);
                }
            }
        }
    }
}
