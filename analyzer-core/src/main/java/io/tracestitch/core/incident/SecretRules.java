package io.tracestitch.core.incident;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** What counts as a secret: the rules of redaction, as data. The names appear in the log's place as {@code [redacted:name]}. */
final class SecretRules {
    static final String PASSWORD = "password";
    static final String AUTHORIZATION = "authorization";
    static final String BEARER = "bearer-token";
    static final String BASIC = "basic-auth";
    static final String COOKIE = "cookie";
    static final String CREDENTIAL = "credential";
    static final String EMAIL = "email";
    static final String CARD = "card-number";
    static final String PRIVATE_KEY = "private-key";
    static final String JWT = "jwt";

    /** How a rule's tail is spelt. */
    enum Tail {
        /** Letters and digits. */
        ALNUM,
        /** Capital letters and digits. */
        UPPER,
        /** Letters, digits, {@code _ - .}. */
        TOKEN,
        /** Letters, digits and slashes. */
        PATH;

        boolean has(char c) {
            return switch (this) {
                case ALNUM -> Chars.isDigit(c) || Chars.isLetter(c);
                case UPPER -> Chars.isDigit(c) || c >= 'A' && c <= 'Z';
                case TOKEN -> Chars.isDigit(c) || Chars.isLetter(c) || c == '_' || c == '-' || c == '.';
                case PATH -> Chars.isDigit(c) || Chars.isLetter(c) || c == '/';
            };
        }
    }

    /**
     * A token that its issuer marks with a prefix.
     *
     * @param prefix how it begins
     * @param min least length of what follows
     * @param tail what follows
     * @param mixed whether the tail must have a digit, lest a word be taken for it
     * @param name name of the secret
     */
    record Prefix(String prefix, int min, Tail tail, boolean mixed, String name) {
    }

    /**
     * A key whose value is secret.
     *
     * @param ending how the key ends, in lower case, without {@code _ - .}
     * @param weak whether the word is common in messages, so that the value, too, must look like a secret
     * @param name name of the secret
     */
    record Key(String ending, boolean weak, String name) {
    }

    static final List<Prefix> PREFIXES = List.of(
            new Prefix("AKIA", 16, Tail.UPPER, false, "aws-key"),
            new Prefix("ASIA", 16, Tail.UPPER, true, "aws-key"),
            new Prefix("ghp_", 20, Tail.ALNUM, false, "github-token"),
            new Prefix("gho_", 20, Tail.ALNUM, false, "github-token"),
            new Prefix("ghu_", 20, Tail.ALNUM, false, "github-token"),
            new Prefix("ghs_", 20, Tail.ALNUM, false, "github-token"),
            new Prefix("ghr_", 20, Tail.ALNUM, false, "github-token"),
            new Prefix("github_pat_", 20, Tail.TOKEN, false, "github-token"),
            new Prefix("glpat-", 16, Tail.TOKEN, false, "gitlab-token"),
            new Prefix("xoxa-", 10, Tail.TOKEN, true, "slack-token"),
            new Prefix("xoxb-", 10, Tail.TOKEN, true, "slack-token"),
            new Prefix("xoxe-", 10, Tail.TOKEN, true, "slack-token"),
            new Prefix("xoxp-", 10, Tail.TOKEN, true, "slack-token"),
            new Prefix("xoxr-", 10, Tail.TOKEN, true, "slack-token"),
            new Prefix("xoxs-", 10, Tail.TOKEN, true, "slack-token"),
            new Prefix("hooks.slack.com/services/", 20, Tail.PATH, false, "slack-webhook"),
            new Prefix("sk_live_", 10, Tail.ALNUM, false, "stripe-key"),
            new Prefix("sk_test_", 10, Tail.ALNUM, false, "stripe-key"),
            new Prefix("rk_live_", 10, Tail.ALNUM, false, "stripe-key"),
            new Prefix("rk_test_", 10, Tail.ALNUM, false, "stripe-key"),
            new Prefix("whsec_", 16, Tail.ALNUM, false, "stripe-key"),
            new Prefix("AIza", 35, Tail.TOKEN, false, "google-key"),
            new Prefix("ya29.", 20, Tail.TOKEN, false, "google-token"),
            new Prefix("GOCSPX-", 20, Tail.TOKEN, false, "google-key"),
            new Prefix("sk-", 20, Tail.TOKEN, true, "api-key"),
            new Prefix("npm_", 30, Tail.ALNUM, false, "npm-token"),
            new Prefix("pypi-", 50, Tail.TOKEN, true, "pypi-token"),
            new Prefix("hf_", 30, Tail.ALNUM, false, "api-key"),
            new Prefix("SG.", 40, Tail.TOKEN, true, "api-key"));

    static final List<Key> KEYS = List.of(
            new Key("proxyauthorization", true, AUTHORIZATION),
            new Key("authorization", true, AUTHORIZATION),
            new Key("setcookie", true, COOKIE),
            new Key("cookie", true, COOKIE),
            new Key("password", false, PASSWORD),
            new Key("passwd", false, PASSWORD),
            new Key("passphrase", false, PASSWORD),
            new Key("pwd", true, PASSWORD),
            new Key("clientsecret", false, "secret"),
            new Key("secretkey", false, "secret"),
            new Key("secretaccesskey", false, "aws-secret"),
            new Key("secret", false, "secret"),
            new Key("privatekey", false, PRIVATE_KEY),
            new Key("signingkey", false, "secret"),
            new Key("encryptionkey", false, "secret"),
            new Key("accesskey", false, "access-key"),
            new Key("accesskeyid", false, "access-key"),
            new Key("apikey", false, "api-key"),
            new Key("apitoken", false, "token"),
            new Key("authtoken", false, "token"),
            new Key("accesstoken", false, "token"),
            new Key("refreshtoken", false, "token"),
            new Key("idtoken", false, "token"),
            new Key("sessionid", true, "session"),
            new Key("sessionkey", true, "session"),
            new Key("credential", true, CREDENTIAL),
            new Key("credentials", true, CREDENTIAL),
            new Key("token", true, "token"));

    /** How much of a key is looked at, in characters, from its end. */
    static final int MAX_KEY = 64;

    private SecretRules() {
    }

    /** The rule of a key in lower case without separators: the longest ending wins; null where it is no secret's. */
    static @Nullable Key key(CharSequence normalised) {
        Key best = null;
        for (Key key : KEYS) {
            if (endsWith(normalised, key.ending) && (best == null || key.ending.length() > best.ending.length())) {
                best = key;
            }
        }
        return best;
    }

    private static boolean endsWith(CharSequence text, String ending) {
        int from = text.length() - ending.length();
        if (from < 0) {
            return false;
        }
        for (int i = 0; i < ending.length(); i++) {
            if (text.charAt(from + i) != ending.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
