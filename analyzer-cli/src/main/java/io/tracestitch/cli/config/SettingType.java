package io.tracestitch.cli.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.tracestitch.stream.SourceRule;

/**
 * A type of settings. Immutable.
 *
 * @param name what {@code --help} calls such a value
 * @param wanted what a message says that is needed, such as "a whole number"
 * @param list whether it is a sequence in YAML
 * @param reader reads a value from its text
 */
public record SettingType<T>(String name, String wanted, boolean list, Reader<T> reader) {

    /** Reads a value; any {@link RuntimeException} says that the text is none. */
    @FunctionalInterface
    public interface Reader<T> extends Function<String, T> {
    }

    private SettingType(String name, String wanted, Reader<T> reader) {
        this(name, wanted, false, reader);
    }

    private static final Pattern SIZE_TEXT = Pattern.compile("([0-9]{1,9}) ?(KB|MB|GB|TB)");
    private static final List<String> SIZE_UNITS = List.of("KB", "MB", "GB", "TB");
    private static final Pattern DURATION_TEXT = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h|d)");
    private static final Map<String, ChronoUnit> UNITS = Map.of("ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS, "d", ChronoUnit.DAYS);

    /** Any text that is not empty. */
    static final SettingType<String> TEXT = new SettingType<>("TEXT", "a text", text -> text);

    /** Several texts: a sequence in YAML, separated by commas elsewhere. */
    static final SettingType<List<String>> LIST = new SettingType<>("LIST", "a list", true, SettingType::list);

    /** {@code true} or {@code false}. */
    static final SettingType<Boolean> FLAG = new SettingType<>("BOOLEAN", "true or false", SettingType::flag);

    /** A path of a file or folder. */
    static final SettingType<Path> PATH = new SettingType<>("PATH", "a path", SettingType::path);

    /** A length of time. */
    static final SettingType<Duration> DURATION = new SettingType<>("DURATION",
            "a duration such as 500ms, 10s, 5m, 2h or 30d", SettingType::duration);

    /** A number of bytes; KB and the others are powers of 1024. */
    static final SettingType<Long> SIZE = new SettingType<>("SIZE", "a size such as 512KB, 8MB or 20GB", SettingType::size);

    /** The address of a server. */
    static final SettingType<URI> URL = new SettingType<>("URL", "an address that begins with http:// or https://, without a user name",
            SettingType::url);

    /** Several addresses. */
    static final SettingType<List<URI>> URLS = new SettingType<>("LIST", "a list of addresses that begin with http:// or https://, without"
            + " user names", true, text -> list(text).stream().map(SettingType::url).toList());

    /** Where a source's name is looked for. */
    static final SettingType<List<SourceRule>> SOURCE_RULES = new SettingType<>("LIST",
            "a list of key, header:NAME, json or json:FIELD", true, text -> list(text).stream().map(SourceRule::of).toList());

    /** A text that nobody may see. */
    static final SettingType<Secret> SECRET = new SettingType<>("SECRET", "a secret", Secret::new);

    /** A regular expression. */
    static final SettingType<Pattern> REGEX = new SettingType<>("REGEX", "a regular expression", Pattern::compile);

    /** A whole number in a range. */
    static SettingType<Integer> number(int least, int most) {
        String wanted = "a whole number from " + least + (most == Integer.MAX_VALUE ? " on" : " to " + most);
        return new SettingType<>("NUMBER", wanted, text -> {
            int n = Integer.parseInt(text);
            if (n < least || n > most) {
                throw new IllegalArgumentException();
            }
            return n;
        });
    }

    /** One of the constants of an enum, in lower case and with dashes. */
    static <E extends Enum<E>> SettingType<E> choice(Class<E> type) {
        Map<String, E> choices = Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(SettingType::word, e -> e));
        List<String> words = Arrays.stream(type.getEnumConstants()).map(SettingType::word).toList();
        String wanted = words.size() == 1 ? words.getFirst()
                : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
        return new SettingType<>(String.join("|", words), wanted, text -> {
            E choice = choices.get(text.toLowerCase(Locale.ROOT));
            if (choice == null) {
                throw new IllegalArgumentException();
            }
            return choice;
        });
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(item -> !item.isEmpty()).toList();
    }

    private static Boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Duration duration(String text) {
        Matcher m = DURATION_TEXT.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException();
        }
        return Duration.of(Long.parseLong(m.group(1)), UNITS.get(m.group(2)));
    }

    private static Long size(String text) {
        Matcher m = SIZE_TEXT.matcher(text.toUpperCase(Locale.ROOT));
        if (!m.matches()) {
            throw new IllegalArgumentException();
        }
        return Math.multiplyExact(Long.parseLong(m.group(1)), 1L << 10 * (SIZE_UNITS.indexOf(m.group(2)) + 1));
    }

    private static URI url(String text) {
        URI uri = URI.create(text);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException();
        }
        return uri;
    }
}
