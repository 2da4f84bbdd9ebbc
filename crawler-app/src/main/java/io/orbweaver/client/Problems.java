package io.orbweaver.client;

import io.orbweaver.config.Problem;
import io.orbweaver.json.InvalidJsonException;
import io.orbweaver.json.JsonValue;
import io.orbweaver.terminal.Printable;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/** Makes sentences for the user of what an API refuses (RFC 9457), and of why it is not there. Pure. */
final class Problems {
    private Problems() {}

    /** @param withToken whether the request had a token */
    static ApiException refused(URI api, int status, String type, byte[] body, boolean withToken) {
        List<String> lines = new ArrayList<>();
        if (type.startsWith("application/problem+json")) {
            try {
                lines.addAll(problem(api, JsonValue.object(body), status));
            } catch (InvalidJsonException e) {
                lines.add(stranger(api, status));
            }
        } else if (status != 401) {
            lines.add(stranger(api, status));
        }
        if (status == 401) {
            lines.clear();
            lines.add(
                    withToken
                            ? api + " does not take this token (401): give the http.token of its configuration with"
                                    + " ORBWEAVER_TOKEN or --token."
                            : api + " wants a token (401): give the http.token of its configuration with"
                                    + " ORBWEAVER_TOKEN or --token.");
        } else if (status == 503) {
            lines.add("Nothing is wrong with the command: try it again in a moment.");
        }
        return new ApiException(status, lines);
    }

    private static List<String> problem(URI api, JsonValue problem, int status) {
        List<JsonValue> errors = problem.items("errors");
        if (errors.isEmpty()) {
            String detail = problem.textOrEmpty("detail").replaceFirst("[.]$", "");
            return new ArrayList<>(List.of(Printable.text(detail) + " (" + status + ")."));
        }
        List<String> lines = new ArrayList<>();
        lines.add(api + " refuses this (" + status + "):");
        for (JsonValue error : errors) {
            String pointer = error.textOrEmpty("pointer");
            lines.add("  " + Printable.text((pointer.isEmpty() ? "it" : pointer) + " " + error.textOrEmpty("detail")));
        }
        return lines;
    }

    private static String stranger(URI api, int status) {
        return api + " answered " + status + ", but not as Orbweaver's API does: name the address of a scheduler with"
                + " --api or ORBWEAVER_API.";
    }

    /** What came is not what the description says. */
    static ApiException unreadable(URI api, String why) {
        return new ApiException(
                0,
                List.of("The answer of " + api + " cannot be read: " + Printable.text(why)
                        + ". Is it a scheduler of this version?"));
    }

    static ApiException unreadable(URI api, InvalidJsonException invalid) {
        Problem first = invalid.problems().getFirst();
        return unreadable(api, (first.path().isEmpty() ? "it " : first.path() + " ") + first.detail());
    }

    /** The API did not answer, or not to the end. */
    static ApiException away(URI api, Throwable failure) {
        String advice = ": start 'orbweaver scheduler' there, or name its address with --api or ORBWEAVER_API.";
        if (unresolved(failure)) {
            return one("The name of " + api + " leads to no address" + advice);
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return one("Nobody answers at " + api + advice);
            }
            if (cause instanceof HttpTimeoutException) {
                return one(api + " does not answer in time: see whether the scheduler there is well, and try again.");
            }
            if (cause instanceof SSLException) {
                return one("No secure connection to " + api + " (" + Printable.text(String.valueOf(cause.getMessage()))
                        + "): write http:// where it has no certificate, or let this Java trust it.");
            }
        }
        return one("The connection to " + api + " broke (" + Printable.text(String.valueOf(failure.getMessage()))
                + "): see whether the scheduler there is well, and try again.");
    }

    /** Said last, below a failure to connect. */
    private static boolean unresolved(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    private static ApiException one(String line) {
        return new ApiException(0, List.of(line));
    }
}
