package io.tracestitch.cli.config;

import java.util.ArrayList;
import java.util.List;

/** The page {@code docs/configuration.md}, made from the settings. */
public final class ConfigurationPage {

    private static final String INTRODUCTION = """
            # Configuration of `stream` and `doctor`

            Both commands read the same settings. Flags win over the environment, which wins over the YAML file of `--config`, which wins
            over the default.

            ```yaml
            kafka:
              bootstrap-servers: [kafka-1:9092, kafka-2:9092]
              topics: [python-logs]
            store:
              kind: elasticsearch
              elasticsearch-urls: [https://search:9200]
            metrics:
              port: 9404
            ```

            - In YAML, keys are nested; `kafka.topics: python-logs` in one line is the same. A list is a sequence, or a text with commas.
            - In the environment, `kafka.bootstrap-servers` is `TRACESTITCH_KAFKA_BOOTSTRAP_SERVERS`.
            - As a flag it is `--kafka-bootstrap-servers`. The flags of the section `stream` leave the section out: `--threads`.
            - A key that is unknown, or a value of the wrong type, is refused with its file and line.
            - A secret is given by a file: `kafka.password-file`, `TRACESTITCH_KAFKA_PASSWORD_FILE`, `--kafka-password-file`. It can also
              stand in the YAML file or the environment itself (`kafka.password`), but has no flag, because others can read a process's
              arguments. Secrets are never printed.
            - Durations are written as `500ms`, `10s`, `5m`, `2h` or `30d`.
            - Options that say how logs are read (`--log-format`, `--timezone`, `--patterns`, `--no-redact`, `--no-stitch`) are the same as
              those of `analyze`; in the file they stand at the top, or below `stream:`.
            """;

    private ConfigurationPage() {
    }

    /** The page, in Markdown. */
    public static String text() {
        List<String> lines = new ArrayList<>(List.of(INTRODUCTION.stripTrailing()));
        for (Settings.Section section : Settings.SECTIONS) {
            lines.addAll(List.of("", "## " + section.title(), "", "| key | type | default | what it does |", "|---|---|---|---|"));
            section.settings().forEach(setting -> lines.add(row(setting)));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String row(Setting<?> setting) {
        return "| `" + setting.key() + "` | " + cell(setting.type().wanted()) + " | "
                + (setting.fallback() == null ? "" : "`" + cell(setting.fallback()) + "`") + " | " + cell(setting.text()) + " |";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
