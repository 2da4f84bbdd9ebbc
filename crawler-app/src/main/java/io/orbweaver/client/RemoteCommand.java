package io.orbweaver.client;

import io.orbweaver.app.ApiArguments;
import io.orbweaver.app.ExitCode;
import io.orbweaver.app.UsageException;
import io.orbweaver.json.InvalidJsonException;
import io.orbweaver.json.JsonValue;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/**
 * A command that asks an API. What keeps it from its work is said on standard error: an invalid request ends with exit
 * code 2, as wrong usage does, everything else with 1.
 */
abstract class RemoteCommand implements Callable<Integer> {
    final Console console;

    @Mixin
    private ApiArguments arguments = new ApiArguments();

    RemoteCommand(Console console) {
        this.console = console;
    }

    /** Does the work and returns the exit code. */
    abstract int run(Api api) throws ApiException, UsageException, IOException;

    final boolean json() {
        return arguments.json();
    }

    /** Returns which command shows what there is, for when something is not there; empty for none. */
    String whatThereIs() {
        return "";
    }

    @Override
    public final Integer call() {
        return run(console, arguments, whatThereIs(), this::run);
    }

    /** What a command does. */
    @FunctionalInterface
    interface Work {
        int with(Api api) throws ApiException, UsageException, IOException;
    }

    static int run(Console console, ApiArguments arguments, String whatThereIs, Work work) {
        var environment = console.surroundings().environment();
        try (Api api = new Api(arguments.address(environment), arguments.token(environment))) {
            int exitCode = work.with(api);
            if (console.out().checkError()) {
                console.say("Writing failed: standard output did not take all of it.");
                return ExitCode.FAILED;
            }
            return exitCode;
        } catch (UsageException e) {
            return console.surroundings().refuse(e);
        } catch (ApiException e) {
            e.lines().forEach(console::say);
            if (e.status() == 404 && !whatThereIs.isEmpty()) {
                console.say("See what there is with: " + console.command() + " " + whatThereIs);
            }
            return e.status() == 400 ? ExitCode.BAD_USAGE : ExitCode.FAILED;
        } catch (IOException e) {
            console.say("Writing or reading failed: " + e.getMessage() + ".");
            return ExitCode.FAILED;
        }
    }

    /** Returns the path of a crawl. */
    static String crawl(String id) throws UsageException {
        return "/crawls/" + part(id);
    }

    /** Returns what the user named as one part of a path. */
    static String part(String name) throws UsageException {
        // Clients and servers take dots alone for a way up, be they encoded or not.
        if (name.isBlank() || name.equals(".") || name.equals("..")) {
            throw new UsageException("'" + name + "' names nothing: write the id or name as a list shows it.");
        }
        return Api.encoded(name);
    }

    static JsonValue read(Api api, byte[] answer) throws ApiException {
        try {
            return JsonValue.object(answer);
        } catch (InvalidJsonException e) {
            throw Problems.unreadable(api.address(), e);
        }
    }

    /** Prints an answer as it came, on a line of its own. */
    final void print(byte[] answer) {
        new Printout(console).print(answer);
    }
}
