package io.orbweaver.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be written behind every command that talks to an API. Filled in by the parser, once. */
public final class ApiArguments {
    private static final String DEFAULT_API = "http://127.0.0.1:8080";
    private static final String API_VARIABLE = "ORBWEAVER_API";
    private static final String TOKEN_VARIABLE = "ORBWEAVER_TOKEN";

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "Where the scheduler is (default: $ORBWEAVER_API, or " + DEFAULT_API + ").")
    private @Nullable String api;

    @Option(
            names = "--token",
            paramLabel = "TEXT",
            description = "The scheduler's token (default: $ORBWEAVER_TOKEN, which others on this machine do not see).")
    private @Nullable String token;

    @Option(names = "--json", description = "Print the JSON and nothing else.")
    private boolean json;

    /** Whether an API was named. */
    boolean given() {
        return api != null || token != null;
    }

    /** Whether answers are to be printed as they come. */
    public boolean json() {
        return json;
    }

    /** Returns where the API is: an http or https URL without query, fragment or last slash. */
    public URI address(Map<String, String> environment) throws UsageException {
        String from = environment.getOrDefault(API_VARIABLE, "");
        boolean variable = api == null && !from.isEmpty();
        String text = api != null ? api : variable ? from : DEFAULT_API;
        String name = variable ? API_VARIABLE : "--api";
        try {
            URI address = new URI(text.replaceFirst("/+$", ""));
            boolean http =
                    "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            if (http && address.getHost() != null && address.getUserInfo() == null && bare(address)) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new UsageException(problem(name, text));
        }
        throw new UsageException(problem(name, text));
    }

    private static boolean bare(URI address) {
        return address.getRawQuery() == null && address.getRawFragment() == null && address.getPort() <= 65_535;
    }

    private static String problem(String name, String text) {
        return name + " cannot be '" + text.replaceAll("\\p{Cntrl}", "?")
                + "': write the address of the scheduler, like http://scheduler:8080.";
    }

    /** Returns the token to send, null where there is none. */
    public @Nullable String token(Map<String, String> environment) throws UsageException {
        String text = token != null ? token : environment.getOrDefault(TOKEN_VARIABLE, "");
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new UsageException((token != null ? "--token" : TOKEN_VARIABLE)
                    + " holds characters that no token has: write it without blanks, line ends and quotation marks.");
        }
        return text.isEmpty() ? null : text;
    }
}
