package io.tracestitch.core;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.record.Limits;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.TracebackParser;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Of a chain that is too long the ends are kept: what was raised first, and what was raised last. */
class ChainLimitTest {

    private static final String HEAD = "2026-11-23 18:49:03,022 ERROR app: it failed\n";
    private static final String START = "Traceback (most recent call last):\n";
    private static final String FRAME = "  File \"/srv/app/orders.py\", line 3, in charge\n    pay()\n";
    private static final String ERROR = "ValueError: declined\n";
    private static final String CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n";
    private static final String CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n";

    @Test
    void aChainOfAHundredThousandLinks() {
        for (String link : new String[] {CAUSE, CONTEXT}) {
            Event event = Flood.nearLinear(25_000, (log, n) -> log.text(HEAD + START + FRAME + ERROR)
                    .each(n, i -> link + START + FRAME + "OrderError: " + i + "\n")).marked(Limits.TRACEBACK).event();
            ExceptionTree last = event.exception();
            assertThat(last.message()).isEqualTo("99999");
            assertThat(last.chain()).hasSizeBetween(TracebackParser.MAX_CHAIN / 2, TracebackParser.MAX_CHAIN);
            assertThat(last.chain().getLast().message()).as("what was raised first").isEqualTo("declined");
            assertThat(last.truncated()).isTrue();
        }
    }
}
