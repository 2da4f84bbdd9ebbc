package io.orbweaver.client;

import io.orbweaver.app.ExitCode;
import io.orbweaver.app.UsageException;
import io.orbweaver.config.RuleSettings;
import io.orbweaver.json.RuleJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code orbweaver politeness set}: changes what is named and leaves the rest of a rule, so that nobody unblocks a domain
 * who only meant to change its delay.
 */
@Command(
        name = "set",
        description = "Puts a rule in force, or changes settings of one; within 2 seconds all workers follow it.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  orbweaver politeness set complaint.net blocked=true",
            "  orbweaver politeness set '*.example.org' delay=250ms connections=4",
            "  orbweaver politeness set example.com window='22:00-06:00 Europe/Berlin' delay=",
            "",
            "Settings that are not named stay; one without a value is taken away.",
            "Settings: delay, connections, adaptive, robots, max-crawl-delay, pages-per-day,",
            "window, blocked."
        })
final class RuleChange extends PolitenessCommand.OfDomain {
    @Parameters(index = "1..*", arity = "1..*", paramLabel = "k=v", description = "A setting and its value.")
    private List<String> settings = new ArrayList<>();

    RuleChange(Console console) {
        super(console);
    }

    @Override
    int run(Api api) throws ApiException, UsageException {
        Map<String, String> changes = changes();
        Map<String, String> rule = existing(api);
        changes.forEach((name, value) -> {
            if (value.isEmpty()) {
                rule.remove(name);
            } else {
                rule.put(name, value);
            }
        });
        if (rule.isEmpty()) {
            throw new UsageException("That would leave a rule that says nothing: use orbweaver politeness unset.");
        }
        byte[] answer = api.send("PUT", path(), RuleJson.request(rule));
        if (json()) {
            print(answer);
        } else {
            PolitenessCommand.show(console, read(api, answer));
        }
        return ExitCode.DONE;
    }

    private Map<String, String> changes() throws UsageException {
        Map<String, String> changes = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                problems.add("'" + setting + "' is no setting: write one like delay=5s.");
                continue;
            }
            String name = setting.substring(0, equals);
            String value = setting.substring(equals + 1);
            if (value.isEmpty() && !RuleSettings.forms().containsKey(name)) {
                problems.add("'" + name + "' is no setting of a rule: use one of "
                        + String.join(", ", RuleSettings.forms().keySet()) + ".");
            }
            changes.put(name, value);
        }
        if (!problems.isEmpty()) {
            throw new UsageException(problems);
        }
        return changes;
    }

    private Map<String, String> existing(Api api) throws ApiException, UsageException {
        try {
            return PolitenessCommand.given(read(api, api.get(path())));
        } catch (ApiException e) {
            if (e.status() == 404) {
                return new LinkedHashMap<>();
            }
            throw e;
        }
    }
}
