package io.tracestitch.store.elastic;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.tracestitch.store.StoreListener;
import io.tracestitch.store.UnusableStoreException;
import org.jspecify.annotations.Nullable;

/** How an Elasticsearch store is reached and used. Immutable; {@link #toString} tells no secret. */
public final class ElasticsearchOptions {

    /** Beginning of the names of all indices and templates. */
    public static final String PREFIX = "tracestitch";
    /** How long it may take to connect. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** How long one request may take, and how long reading tries again. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    /** How long saving a batch tries again before it says that the store is unavailable. */
    public static final Duration SAVE_TIMEOUT = Duration.ofSeconds(60);
    /** Bytes of one bulk request; the server's own limit is usually 100 MB. */
    public static final int BULK_BYTES = 5 << 20;

    private static final Pattern INDEX_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    private final Builder built;

    private ElasticsearchOptions(Builder built) {
        this.built = built;
    }

    /** Which span of time one index of occurrences covers. */
    public enum Period {
        /** A day of UTC: the usual choice. */
        DAY("uuuu.MM.dd"),
        /** A month of UTC, for little data that are kept for long: each index costs the cluster memory. */
        MONTH("uuuu.MM");

        private final String pattern;

        Period(String pattern) {
            this.pattern = pattern;
        }

        /** The end of an index's name, as a pattern of {@link java.time.format.DateTimeFormatter}. */
        String pattern() {
            return pattern;
        }
    }

    /**
     * Options for one or more nodes of a cluster.
     *
     * @param hosts {@code http} or {@code https} addresses with port and, behind a proxy, a path; the path of all must be the same
     */
    public static Builder at(List<URI> hosts) {
        return new Builder(hosts);
    }

    /** Options for one node. */
    public static Builder at(URI host) {
        return at(List.of(host));
    }

    /** The nodes. */
    public List<URI> hosts() {
        return built.hosts;
    }

    /** Beginning of the names of all indices and templates. */
    public String prefix() {
        return built.prefix;
    }

    @Nullable
    String apiKey() {
        return built.apiKey;
    }

    @Nullable
    String user() {
        return built.user;
    }

    @Nullable
    String password() {
        return built.password;
    }

    @Nullable
    Path authority() {
        return built.authority;
    }

    Duration connectTimeout() {
        return built.connectTimeout;
    }

    Duration requestTimeout() {
        return built.requestTimeout;
    }

    Duration saveTimeout() {
        return built.saveTimeout;
    }

    int bulkBytes() {
        return built.bulkBytes;
    }

    Period period() {
        return built.period;
    }

    boolean installsTemplates() {
        return built.installsTemplates;
    }

    boolean compresses() {
        return built.compresses;
    }

    InstantSource clock() {
        return built.clock;
    }

    StoreListener listener() {
        return built.listener;
    }

    /** The nodes and who is asking, without secrets. */
    @Override
    public String toString() {
        String who = built.apiKey != null ? " with an API key" : built.user != null ? " as " + built.user : "";
        return String.join(", ", built.hosts.stream().map(URI::toString).toList()) + who;
    }

    /** Collects options; each has a default. Not thread-safe. */
    public static final class Builder {
        private final List<URI> hosts;
        private String prefix = PREFIX;
        private @Nullable String apiKey;
        private @Nullable String user;
        private @Nullable String password;
        private @Nullable Path authority;
        private Duration connectTimeout = CONNECT_TIMEOUT;
        private Duration requestTimeout = REQUEST_TIMEOUT;
        private Duration saveTimeout = SAVE_TIMEOUT;
        private int bulkBytes = BULK_BYTES;
        private Period period = Period.DAY;
        private boolean installsTemplates = true;
        private boolean compresses;
        private InstantSource clock = InstantSource.system();
        private StoreListener listener = StoreListener.NONE;

        private Builder(List<URI> hosts) {
            this.hosts = List.copyOf(hosts);
        }

        /** Beginning of the names of indices and templates; {@value #PREFIX} unless given. */
        public Builder prefix(String name) {
            prefix = name;
            return this;
        }

        /** An API key, either {@code ID:KEY} or that in Base64 as the server hands it out. */
        public Builder apiKey(String key) {
            apiKey = key.strip();
            return this;
        }

        /** A user's name and password. */
        public Builder user(String name, String itsPassword) {
            user = name;
            password = itsPassword;
            return this;
        }

        /** A PEM file with the certificates to trust, in place of those that Java trusts. */
        public Builder authority(Path pem) {
            authority = pem;
            return this;
        }

        /** How long it may take to connect. */
        public Builder connectTimeout(Duration time) {
            connectTimeout = time;
            return this;
        }

        /** How long one request may take, and how long reading tries again. */
        public Builder requestTimeout(Duration time) {
            requestTimeout = time;
            return this;
        }

        /** How long saving a batch tries again; the last request may end up to the request timeout later. */
        public Builder saveTimeout(Duration time) {
            saveTimeout = time;
            return this;
        }

        /** Bytes of one bulk request; a larger document goes alone. */
        public Builder bulkBytes(int bytes) {
            bulkBytes = bytes;
            return this;
        }

        /** Which span of time one index of occurrences covers. */
        public Builder period(Period span) {
            period = span;
            return this;
        }

        /** Whether the store installs and migrates its templates; where not, somebody has to install those of its release before. */
        public Builder installsTemplates(boolean itself) {
            installsTemplates = itself;
            return this;
        }

        /** Whether requests and answers are compressed: less network for more processor time. */
        public Builder compresses(boolean gzip) {
            compresses = gzip;
            return this;
        }

        /** What tells when a time of being muted is over. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /** Who hears of what is saved and tried again. */
        public Builder listener(StoreListener hearer) {
            listener = hearer;
            return this;
        }

        /**
         * The options.
         *
         * @throws UnusableStoreException if they contradict each other or make no sense
         */
        public ElasticsearchOptions build() {
            if (hosts.isEmpty()) {
                throw unusable("No address of Elasticsearch is given.");
            }
            for (URI host : hosts) {
                String scheme = host.getScheme() == null ? "" : host.getScheme().toLowerCase(Locale.ROOT);
                if (!scheme.equals("http") && !scheme.equals("https") || host.getHost() == null) {
                    throw unusable("The address " + withoutUser(host) + " is no http or https URL such as https://search:9200.");
                }
                if (host.getUserInfo() != null) {
                    throw unusable("The address " + withoutUser(host) + " has a user in it: give user and password on their own.");
                }
                if (!path(host).equals(path(hosts.getFirst()))) {
                    throw unusable("All addresses of Elasticsearch need the same path, but " + hosts.getFirst() + " and " + host
                            + " differ.");
                }
            }
            if (!INDEX_NAME.matcher(prefix).matches()) {
                throw unusable("The index prefix \"" + prefix
                        + "\" is no index name: lower-case letters, digits, dots, dashes and underscores, a letter or digit first.");
            }
            if (apiKey != null && user != null) {
                throw unusable("Give Elasticsearch either an API key or a user with password, not both.");
            }
            if (apiKey != null && apiKey.isEmpty()) {
                throw unusable("The API key for Elasticsearch is empty.");
            }
            if (bulkBytes < 1) {
                throw unusable("A bulk request needs at least one byte, not " + bulkBytes + ".");
            }
            for (Duration time : List.of(connectTimeout, requestTimeout, saveTimeout)) {
                if (!time.isPositive()) {
                    throw unusable("A timeout is longer than zero, not " + time + ".");
                }
            }
            return new ElasticsearchOptions(copy());
        }

        private Builder copy() {
            Builder out = new Builder(hosts.stream().map(host -> URI.create(host.toString().replaceFirst("/+$", ""))).toList());
            out.prefix = prefix;
            out.apiKey = apiKey;
            out.user = user;
            out.password = password;
            out.authority = authority;
            out.connectTimeout = connectTimeout;
            out.requestTimeout = requestTimeout;
            out.saveTimeout = saveTimeout;
            out.bulkBytes = bulkBytes;
            out.period = period;
            out.installsTemplates = installsTemplates;
            out.compresses = compresses;
            out.clock = clock;
            out.listener = listener;
            return out;
        }

        private static String path(URI host) {
            return host.getPath() == null ? "" : host.getPath().replaceFirst("/+$", "");
        }

        private static String withoutUser(URI host) {
            String userInfo = host.getRawUserInfo();
            return userInfo == null ? host.toString() : host.toString().replace(userInfo + "@", "");
        }

        private static UnusableStoreException unusable(String message) {
            return new UnusableStoreException(message, null);
        }
    }
}
