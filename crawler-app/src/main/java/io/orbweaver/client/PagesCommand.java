package io.orbweaver.client;

import io.orbweaver.app.ExitCode;
import io.orbweaver.app.UsageException;
import io.orbweaver.json.JsonValue;
import io.orbweaver.terminal.CrawlText;
import io.orbweaver.terminal.Quantities;
import io.orbweaver.terminal.TextTable;
import io.orbweaver.terminal.TextTable.Column;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code orbweaver pages}: the records of fetched pages, all of them, in flat memory. */
@Command(
        name = "pages",
        description = "Lists what a crawl fetched.",
        sortOptions = false,
        footer = {
            "",
            "In the order of the shards, and within one of fetching. With --json each answer",
            "of the API on a line, as in: orbweaver pages 1 --json | jq .items[]"
        })
final class PagesCommand extends CrawlCommand {
    private static final int TYPE_MOST = 40;

    @Option(names = "--host", paramLabel = "HOST", description = "Only pages of this host.")
    private @Nullable String host;

    @Option(names = "--status", paramLabel = "N", description = "Only pages with this HTTP status.")
    private @Nullable String status;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: all).")
    private long limit;

    PagesCommand(Console console) {
        super(console);
    }

    @Override
    int run(Api api) throws ApiException, UsageException {
        if (limit < 0) {
            throw new UsageException("--limit cannot be '" + limit + "': write a whole number; 0: no limit.");
        }
        String query = path() + "/pages?" + parameter("host", host) + parameter("status", status);
        Walk walk = new Walk(api, query, limit);
        if (json()) {
            walk.print(console);
            return ExitCode.DONE;
        }
        TextTable table = new TextTable(
                console.terminal().outputStyle(),
                Column.number("STATUS"),
                Column.number("BYTES"),
                Column.number("MS"),
                Column.number("DEPTH"),
                Column.text("FETCHED"),
                Column.text("TYPE"),
                Column.text("URL"));
        long pages = walk.items(page -> row(table, page), () -> table.lines().forEach(console.out()::println));
        if (pages == 0) {
            console.say("There is no such page.");
        }
        return ExitCode.DONE;
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : name + "=" + Api.encoded(value) + "&";
    }

    private static void row(TextTable table, JsonValue page) {
        String type = page.textOrEmpty("contentType").split(";", 2)[0].strip();
        String next = page.text("finalUrl");
        table.row(
                page.textOrEmpty("status"),
                Quantities.count(page.number("bytes")),
                Quantities.count(page.number("durationMs")),
                page.textOrEmpty("depth"),
                CrawlText.time(page.time("fetchedAt")),
                type.length() > TYPE_MOST ? type.substring(0, TYPE_MOST) : type,
                page.textOrEmpty("url") + (next == null ? "" : " -> " + next));
    }
}
