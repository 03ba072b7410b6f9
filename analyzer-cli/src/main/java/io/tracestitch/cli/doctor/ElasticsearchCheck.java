package io.tracestitch.cli.doctor;

import java.util.function.Consumer;

import io.tracestitch.cli.config.Configuration;
import io.tracestitch.cli.service.Stores;
import io.tracestitch.store.StoreUnavailableException;
import io.tracestitch.store.UnusableStoreException;
import io.tracestitch.store.elastic.ElasticsearchOptions;
import io.tracestitch.store.elastic.Inspection;

/** Whether Elasticsearch answers, lets these credentials do what the store does, and has the index templates. */
final class ElasticsearchCheck implements Check {

    private static final String SUBJECT = "elasticsearch";
    private static final String TEMPLATES = "templates";
    private static final String RIGHTS = "rights";

    private final Configuration settings;

    ElasticsearchCheck(Configuration settings) {
        this.settings = settings;
    }

    @Override
    public void run(Consumer<Finding> findings) {
        Inspection cluster;
        ElasticsearchOptions options;
        try {
            options = Stores.elasticsearch(settings).build();
            cluster = Inspection.of(options);
        } catch (UnusableStoreException e) {
            findings.accept(Finding.fail(SUBJECT, withoutStop(e), "Correct the settings store.elasticsearch-*"));
            return;
        } catch (StoreUnavailableException e) {
            findings.accept(Finding.fail(SUBJECT, withoutStop(e), "Look at store.elasticsearch-urls"));
            return;
        }
        findings.accept(cluster(cluster, options));
        cluster.templates().forEach(template -> findings.accept(template(template)));
        findings.accept(cluster.missing().isEmpty() ? Finding.ok(RIGHTS, "all that the store needs are there")
                : Finding.fail(RIGHTS, "these are missing: " + String.join(", ", cluster.missing()),
                        "Grant them to the user or API key in Elasticsearch"));
    }

    private static Finding cluster(Inspection cluster, ElasticsearchOptions options) {
        String version = cluster.version();
        String text = (version == null ? "a version that it does not tell" : "version " + version) + " at " + options.hosts().getFirst() + ", "
                + TopicsCheck.count(cluster.nodes(), "data node") + (cluster.status() == null ? "" : ", " + cluster.status());
        if (version != null && !version.startsWith("8.") && !version.startsWith("9.")) {
            return Finding.fail(SUBJECT, text, "Use version 8 or 9");
        }
        return "red".equals(cluster.status()) ? Finding.fail(SUBJECT, text, "Some shards are lost: look at the cluster's health")
                : Finding.ok(SUBJECT, text);
    }

    private static Finding template(Inspection.Template template) {
        if (template.installed() > template.own()) {
            return Finding.warn(TEMPLATES, template.name() + " has version " + template.installed() + ", of a newer release than this one",
                    "Update this program when you can");
        }
        return Finding.ok(TEMPLATES, template.name() + (template.installed() == template.own() ? " has version " + template.own()
                : template.installed() == 0 ? " is not there yet; the publisher installs it"
                : " has version " + template.installed() + "; the publisher brings it to " + template.own()));
    }

    private static String withoutStop(RuntimeException e) {
        return String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
    }
}
