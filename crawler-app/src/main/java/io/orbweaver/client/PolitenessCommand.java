package io.orbweaver.client;

import io.orbweaver.app.ExitCode;
import io.orbweaver.app.UsageException;
import io.orbweaver.json.JsonValue;
import io.orbweaver.terminal.Printable;
import io.orbweaver.terminal.TextTable;
import io.orbweaver.terminal.TextTable.Column;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code orbweaver politeness}: alone it is its {@code list}. */
@Command(
        name = "politeness",
        description = "Shows and changes the politeness rules of domains; alone it lists them.",
        sortOptions = false,
        synopsisSubcommandLabel = "[list | get | set | unset]",
        footer = {
            "",
            "A rule for example.com holds for it and every host below it, one for",
            "'*.example.com' only for those below; the longest wins, and beats what a crawl",
            "asks for."
        })
class PolitenessCommand extends RemoteCommand {
    static final String RULES = "/politeness";

    PolitenessCommand(Console console) {
        super(console);
    }

    /** Returns it with its own commands. */
    static CommandLine all(Console console) {
        return new CommandLine(new PolitenessCommand(console))
                .addSubcommand(new ListRules(console))
                .addSubcommand(new GetRule(console))
                .addSubcommand(new RuleChange(console))
                .addSubcommand(new UnsetRule(console));
    }

    @Override
    int run(Api api) throws ApiException, UsageException, IOException {
        Walk walk = new Walk(api, RULES + "?");
        if (json()) {
            walk.print(console);
            return ExitCode.DONE;
        }
        TextTable table = table(console);
        if (walk.items(rule -> row(table, rule), () -> {}) == 0) {
            console.say("There is no rule; hosts are treated as the nodes' configuration and the crawls say.");
        }
        table.lines().forEach(console.out()::println);
        return ExitCode.DONE;
    }

    private static TextTable table(Console console) {
        return new TextTable(
                console.terminal().outputStyle(), Column.text("DOMAIN"), Column.text("FROM"), Column.text("SETTINGS"));
    }

    private static void row(TextTable table, JsonValue rule) {
        table.row(rule.textOrEmpty("domain"), rule.textOrEmpty("source"), settings(rule));
    }

    /** Returns the settings as {@code set} takes them. */
    private static String settings(JsonValue rule) {
        return given(rule).entrySet().stream()
                .map(setting -> setting.getKey() + "="
                        + (setting.getValue().indexOf(' ') < 0 ? setting.getValue() : "'" + setting.getValue() + "'"))
                .collect(Collectors.joining(" "));
    }

    static Map<String, String> given(JsonValue rule) {
        Map<String, String> settings = rule.settings();
        settings.remove("domain");
        settings.remove("source");
        return settings;
    }

    static void show(Console console, JsonValue rule) {
        TextTable table = table(console);
        row(table, rule);
        table.lines().forEach(console.out()::println);
    }

    /** All of them. */
    @Command(name = "list", description = "Lists the rules in force.", sortOptions = false)
    static final class ListRules extends PolitenessCommand {
        ListRules(Console console) {
            super(console);
        }
    }

    /** A command about the rule of one domain. */
    abstract static class OfDomain extends RemoteCommand {
        @Parameters(paramLabel = "DOMAIN", description = "example.com, or '*.example.com' for what is below it alone.")
        private String domain = "";

        OfDomain(Console console) {
            super(console);
        }

        @Override
        String whatThereIs() {
            return "politeness";
        }

        final String domain() {
            return domain;
        }

        final String path() throws UsageException {
            return RULES + "/" + part(domain);
        }
    }

    /** One of them. */
    @Command(name = "get", description = "Shows the rule of exactly this domain.", sortOptions = false)
    static final class GetRule extends OfDomain {
        GetRule(Console console) {
            super(console);
        }

        @Override
        int run(Api api) throws ApiException, UsageException {
            byte[] answer = api.get(path());
            if (json()) {
                print(answer);
            } else {
                show(console, read(api, answer));
            }
            return ExitCode.DONE;
        }
    }

    /** One of them less. */
    @Command(
            name = "unset",
            description = "Removes a rule that was set; one of the configuration file holds again.",
            sortOptions = false)
    static final class UnsetRule extends OfDomain {
        UnsetRule(Console console) {
            super(console);
        }

        @Override
        int run(Api api) throws ApiException, UsageException {
            api.send("DELETE", path(), null);
            if (!json()) {
                console.out().println("The rule of " + Printable.text(domain()) + " is gone.");
            }
            return ExitCode.DONE;
        }
    }
}
