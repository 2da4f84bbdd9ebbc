package io.orbweaver.client;

import io.orbweaver.app.ApiArguments;
import io.orbweaver.app.ExitCode;
import io.orbweaver.app.RemoteCommands;
import io.orbweaver.app.Surroundings;
import io.orbweaver.json.ExplanationReader;
import io.orbweaver.json.InvalidJsonException;
import io.orbweaver.json.JsonValue;
import io.orbweaver.terminal.ExplanationText;
import picocli.CommandLine;

/** All commands over REST, found by the program as a service. */
public final class ClientCommands implements RemoteCommands {

    @Override
    public void addTo(CommandLine program, Surroundings surroundings) {
        addTo(program, Console.of(surroundings));
    }

    static void addTo(CommandLine program, Console console) {
        program.addSubcommand(new SubmitCommand(console))
                .addSubcommand(new ListCommand(console))
                .addSubcommand(new StatusCommand(console))
                .addSubcommand(new WatchCommand(console))
                .addSubcommand(new StateCommand.Pause(console))
                .addSubcommand(new StateCommand.Resume(console))
                .addSubcommand(new StateCommand.Stop(console))
                .addSubcommand(new DeleteCommand(console))
                .addSubcommand(new SeedsCommand(console))
                .addSubcommand(new PagesCommand(console))
                .addSubcommand(new ExportCommand(console))
                .addSubcommand(PolitenessCommand.all(console))
                .addSubcommand(ClusterCommand.all(console));
    }

    @Override
    public int explain(Surroundings surroundings, ApiArguments arguments, String crawl, String url) {
        return explain(Console.of(surroundings), arguments, crawl, url);
    }

    static int explain(Console console, ApiArguments arguments, String crawl, String url) {
        return RemoteCommand.run(console, arguments, "list", api -> {
            byte[] answer = api.get(RemoteCommand.crawl(crawl) + "/explain?url=" + Api.encoded(url));
            if (arguments.json()) {
                new Printout(console).print(answer);
                return ExitCode.DONE;
            }
            try {
                JsonValue json = JsonValue.object(answer);
                ExplanationText.lines(
                                ExplanationReader.explanation(json),
                                console.terminal().outputStyle())
                        .forEach(console.out()::println);
            } catch (InvalidJsonException e) {
                throw Problems.unreadable(api.address(), e);
            }
            return ExitCode.DONE;
        });
    }
}
