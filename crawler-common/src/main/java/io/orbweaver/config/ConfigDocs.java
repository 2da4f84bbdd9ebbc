package io.orbweaver.config;

import java.util.List;

/** Writes the reference of all keys from the table that they are read by, so that the two cannot differ. Pure. */
public final class ConfigDocs {
    private static final String HEAD = """
            # Configuration

            <!-- Generated from the table of keys (io.orbweaver.config.Keys); change it there. -->

            Today's crawl in one process (`orbweaver crawl --config FILE`) uses `fetch.*` and `politeness.*` only. The other
            keys, and `--set`, are for the nodes of a cluster (scheduler and worker).

            A node reads one YAML file (`--config FILE`). Every key can also be given as an environment variable
            (`fetch.user-agent` is `ORBWEAVER_FETCH_USER_AGENT`; lists are comma-separated), which beats the file, and on
            the command line (`--set fetch.user-agent=…`), which beats both. `http.token` is also `ORBWEAVER_TOKEN`.
            `orbweaver check-config FILE` reports all problems of a file at once; with any of them a node does not start.

            Durations are written `500ms`, `10s`, `2m`, `24h`, `7d`; sizes `512KiB`, `10MiB`, `1GiB`. `0` means none for a
            delay and no limit for a limit. In the file, `${NAME}` stands for an environment variable, which has to be
            set, and `${NAME:-default}` for one that need not be; `$${` stands for the characters `${`. A key without a
            value is as good as not written. Aliases are not supported.
            """;
    private static final String RULES = """

            ## politeness.domains

            One rule for each domain. `example.com` holds for that host and every host below it, `*.example.com` only for
            those below. The longest match wins; what it does not say is taken from the next longest, then from what the
            crawl asks for, then from `politeness.default`. On the command line:
            `--set politeness.domains.example.com.delay=5s`; as a variable: `ORBWEAVER_POLITENESS_DOMAINS` in YAML.

            ```yaml
            politeness:
              domains:
                example.com:     {delay: 5s}
                "*.example.org": {delay: 250ms, connections: 4, pages-per-day: 10000, window: "22:00-06:00 Europe/Berlin"}
                complaint.net:   {blocked: true}
            ```

            A window opens and closes by the clocks of its time zone and may pass midnight.
            """;

    private ConfigDocs() {}

    /** Returns {@code docs/configuration.md}. */
    public static String markdown() {
        StringBuilder text = new StringBuilder(HEAD);
        String section = "";
        for (Key<?> key : Keys.all()) {
            String next = key.path().substring(0, key.path().indexOf('.'));
            if (!next.equals(section)) {
                section = next;
                text.append("\n## ").append(section).append("\n\n");
                text.append("| key | type | default | values | meaning |\n|---|---|---|---|---|\n");
            }
            row(text, key, List.of(key.path(), key.kind().name(), code(key.standardText())));
        }
        text.append(RULES).append("\n| setting | type | values | meaning |\n|---|---|---|---|\n");
        Keys.ofRule()
                .forEach(key -> row(text, key, List.of(key.path(), key.kind().name())));
        return text.toString();
    }

    private static void row(StringBuilder text, Key<?> key, List<String> start) {
        text.append("| `").append(start.getFirst()).append('`');
        start.stream().skip(1).forEach(cell -> text.append(" | ").append(cell));
        text.append(" | ").append(key.kind().range());
        text.append(" | ").append(key.meaning()).append(" |\n");
    }

    private static String code(String value) {
        return value.isEmpty() ? "empty" : "`" + value + "`";
    }
}
