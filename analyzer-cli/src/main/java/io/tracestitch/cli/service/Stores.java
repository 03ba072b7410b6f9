package io.tracestitch.cli.service;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import io.tracestitch.cli.UserError;
import io.tracestitch.cli.config.Configuration;
import io.tracestitch.cli.config.Secret;
import io.tracestitch.cli.config.Settings;
import io.tracestitch.store.IncidentStore;
import io.tracestitch.store.StoreListener;
import io.tracestitch.store.UnusableStoreException;
import io.tracestitch.store.elastic.ElasticsearchOptions;
import io.tracestitch.store.elastic.ElasticsearchStore;
import io.tracestitch.store.lucene.LuceneOptions;
import io.tracestitch.store.lucene.LuceneStore;
import org.jspecify.annotations.Nullable;

/** Opens the store that the settings name. */
public final class Stores {

    private Stores() {
    }

    /**
     * The store, or null if incidents are kept in Kafka only. Elasticsearch need not answer yet.
     *
     * @throws UserError if somebody has to do something before it can be used
     */
    static @Nullable IncidentStore open(Configuration settings, StoreListener listener) {
        try {
            return switch (settings.get(Settings.STORE)) {
                case NONE -> null;
                case LUCENE -> LuceneStore.open(LuceneOptions.in(settings.get(Settings.STORE_FOLDER)).withListener(listener));
                case ELASTICSEARCH -> ElasticsearchStore.open(elasticsearch(settings).listener(listener).build());
            };
        } catch (UnusableStoreException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    /**
     * How Elasticsearch is reached.
     *
     * @throws UserError if settings contradict each other
     */
    public static ElasticsearchOptions.Builder elasticsearch(Configuration settings) {
        List<URI> urls = settings.get(Settings.ELASTIC_URLS);
        ElasticsearchOptions.Builder options = ElasticsearchOptions.at(urls).prefix(settings.get(Settings.ELASTIC_PREFIX));
        String user = settings.find(Settings.ELASTIC_USERNAME);
        Secret password = settings.find(Settings.ELASTIC_PASSWORD);
        KafkaSettings.needBoth(user, Settings.ELASTIC_USERNAME, password, Settings.ELASTIC_PASSWORD);
        if (user != null && password != null) {
            options.user(user, password.reveal());
        }
        Secret key = settings.find(Settings.ELASTIC_API_KEY);
        if (key != null) {
            options.apiKey(key.reveal());
        }
        Path authority = settings.find(Settings.ELASTIC_CA);
        if (authority != null) {
            options.authority(KafkaSettings.readable(authority, Settings.ELASTIC_CA));
        }
        return options;
    }
}
