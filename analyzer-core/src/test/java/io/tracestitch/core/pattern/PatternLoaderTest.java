package io.tracestitch.core.pattern;

import java.util.List;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PatternLoaderTest {
    private static final String GOOD = """
            id: pool-empty
            title: The pool has no connection left
            category: timeout
            severity: error
            applies_to: 3.8+
            match:
              - exceptions: [PoolError]
                message: ["no connection left"]
            examples:
              - {file: one.log, kind: exception-logged}
            advice:
              summary: "{place} found the pool empty."
              why: Connections are not given back.
              steps:
                - Give them back.
                - {text: Use the pool's own limit., unless: asyncio/locks.py:acquire}
              before: |
                c = pool.take()
              after: |
                with pool.take() as c:
                    pass
              points_at: {target: innermost, why: takes one}
              references: ["pool.py"]
            """;

    @Test
    void readsAPattern() {
        Pattern p = PatternLoader.parse("pool.yaml", GOOD);
        assertThat(p.id()).isEqualTo("pool-empty");
        assertThat(p.category()).isEqualTo(Category.TIMEOUT);
        assertThat(p.severity()).isEqualTo(Severity.ERROR);
        assertThat(p.refines()).isNull();
        assertThat(p.match()).singleElement().satisfies(rule -> {
            assertThat(rule.exceptions()).containsExactly("PoolError");
            assertThat(rule.message()).containsExactly("no connection left");
            assertThat(rule.kinds()).isEmpty();
        });
        assertThat(p.examples()).containsExactly(new Pattern.Example("one.log", EventKind.EXCEPTION_LOGGED));
        assertThat(p.advice().steps()).hasSize(2);
        assertThat(p.advice().steps().get(1).unless()).isEqualTo(new FramePoint("asyncio/locks.py", "acquire"));
        assertThat(p.advice().after()).isEqualTo("with pool.take() as c:\n    pass");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            severity: error            | severty: error       | pool.yaml:4: unknown key 'severty'
            severity: error            | severity: bad        | pool.yaml:4: 'bad' is no severity
            category: timeout          | category: timeouts   | pool.yaml:3: 'timeouts' is no category
            id: pool-empty             | id: Pool Empty       | pool.yaml:1: 'id' is lower case letters
            title: The pool has no connection left | # none               | pool.yaml:1: 'title' is missing
            exceptions: [PoolError]    | exeptions: [PoolError] | pool.yaml:7: unknown key 'exeptions'
            exceptions: [PoolError]    | kinds: [log]         | pool.yaml:7: 'message' is the exception's message
            exceptions: [PoolError]    | exceptions: []       | pool.yaml:7: 'exceptions' is a list with at least one
            exceptions: [PoolError]    | exceptions: PoolError | pool.yaml:7: 'exceptions' is a list
            exceptions: [PoolError]    | raised_last: perhaps | pool.yaml:7: 'raised_last' is true or false
            message: ["no connection left"] | message: ["no"]      | pool.yaml:8: 'no' in 'message' is too short
            message: ["no connection left"] | message_regex: ["(?=x)"] | pool.yaml:8: '(?=x)' is no RE2 expression
            message: ["no connection left"] | frames: [":acquire"] | pool.yaml:8: ':acquire' is no place
            kind: exception-logged     | kind: exception      | pool.yaml:10: 'exception' is no kind of event
            summary: "{place} found    | summary: "{palce} found | pool.yaml:12: 'summary' has the unknown placeholder {palce}
            - Give them back.          | - Give {them} back.  | pool.yaml:14: 'steps' has the unknown placeholder {them}
            target: innermost          | target: inner        | pool.yaml:22: 'inner' is no target
            why: Connections are not given back. | why: ""              | pool.yaml:13: 'why' is empty
            title: The pool has no connection left | id: again            | pool.yaml:2: 'id' is given twice
            title: The pool has no connection left | title: [             | pool.yaml:4: not valid YAML
            """)
    void saysWhatIsWrongAndWhere(String right, String wrong, String message) {
        assertThat(GOOD).contains(right);
        assertThatThrownBy(() -> PatternLoader.parse("pool.yaml", GOOD.replace(right, wrong)))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `` | a pattern is a mapping
            - a | a pattern is a mapping
            just text | a pattern is a mapping
            id: a | 'advice' is missing
            """)
    void refusesWhatIsNoPattern(String text, String message) {
        assertThatThrownBy(() -> PatternLoader.parse("x.yaml", text))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessageContaining("x.yaml:1: " + message);
    }

    @Test
    void aRuleForPlainRecordsNeedsATextToLookFor() {
        String text = GOOD.replace("exceptions: [PoolError]", "kinds: [log]").replace("message: [", "record_regex: [");
        assertThatThrownBy(() -> PatternLoader.parse("pool.yaml", text))
                .hasMessageContaining("pool.yaml:7: a rule for the kind 'log'");
    }

    @Test
    void refinesMustNameAPattern() {
        Pattern p = PatternLoader.parse("pool.yaml", GOOD.replace("match:", "refines: nothing\nmatch:"));
        assertThatThrownBy(() -> Taxonomy.of(List.of(p)))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessage("pool.yaml:6: 'refines' names 'nothing', which is no pattern");
    }

    @Test
    void refinesMustNotLeadInACircle() {
        Pattern a = PatternLoader.parse("a.yaml", GOOD.replace("pool-empty", "a").replace("match:", "refines: b\nmatch:"));
        Pattern b = PatternLoader.parse("b.yaml", GOOD.replace("pool-empty", "b").replace("match:", "refines: a\nmatch:"));
        assertThatThrownBy(() -> Taxonomy.of(List.of(a, b))).hasMessage("a.yaml:6: 'refines' leads in a circle: a refines b");
        assertThatThrownBy(() -> Taxonomy.of(List.of(a, PatternLoader.parse("b.yaml", GOOD.replace("pool-empty", "a")))))
                .hasMessage("b.yaml:1: the id 'a' is taken by a.yaml");
    }

    @Test
    void aUsersPatternJoinsTheBuiltInOnesAndCanRefineThem() {
        Pattern ours = PatternLoader.parse("pool.yaml", GOOD.replace("match:", "refines: timeout\nmatch:"));
        Taxonomy taxonomy = Taxonomy.builtIn().plus(List.of(ours));
        Event event = Events.logged(Events.exception("db.PoolError", "no connection left (20 of 20)", Events.app("load", 7)));
        assertThat(taxonomy.match(event)).hasValueSatisfying(m -> {
            assertThat(m.pattern()).isSameAs(ours);
            assertThat(m.also()).containsExactly("timeout");
        });
        assertThat(taxonomy.byId("pool-empty")).isSameAs(ours);
        assertThat(Taxonomy.builtIn().byId("pool-empty")).isNull();
    }
}
