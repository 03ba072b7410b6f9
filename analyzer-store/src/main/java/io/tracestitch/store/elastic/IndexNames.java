package io.tracestitch.store.elastic;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

import io.tracestitch.store.elastic.ElasticsearchOptions.Period;

/** Names of indices. The day in the name of an index of occurrences is that of the occurrence, so that an id stands in one index. */
final class IndexNames {

    /** Days before and after these share an index: a log whose clock is wrong must not fill the cluster with indices. */
    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2049, 12, 31);

    private static final DateTimeFormatter DAY = formatter(Period.DAY);
    private static final DateTimeFormatter MONTH = formatter(Period.MONTH);

    private final String occurrences;
    private final String incidents;
    private final DateTimeFormatter suffix;

    IndexNames(ElasticsearchOptions options) {
        occurrences = options.prefix() + "-occurrences-";
        incidents = options.prefix() + "-incidents";
        suffix = formatter(options.period());
    }

    private static DateTimeFormatter formatter(Period period) {
        return DateTimeFormatter.ofPattern(period.pattern(), Locale.ROOT);
    }

    /** The alias of the index of incidents. */
    String incidents() {
        return incidents;
    }

    /** The index that the alias stands for when it is made. */
    String firstOfIncidents() {
        return incidents + "-000001";
    }

    /** All indices of occurrences. */
    String occurrences() {
        return occurrences + '*';
    }

    /** The index of an occurrence that happened at that time. */
    String occurrencesOf(Instant time) {
        LocalDate day = Dates.clamp(time).atZone(ZoneOffset.UTC).toLocalDate();
        return occurrences + suffix.format(day.isBefore(FIRST) ? FIRST : day.isAfter(LAST) ? LAST : day);
    }

    /** The first day that does not belong into the index any more; empty if the name is none of ours. */
    Optional<LocalDate> endOf(String index) {
        if (!index.startsWith(occurrences)) {
            return Optional.empty();
        }
        String text = index.substring(occurrences.length());
        try {
            return Optional.of(text.length() > Period.MONTH.pattern().length() ? LocalDate.parse(text, DAY).plusDays(1)
                    : YearMonth.parse(text, MONTH).plusMonths(1).atDay(1));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
