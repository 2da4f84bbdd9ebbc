package io.orbweaver.app;

import picocli.CommandLine;

/** The commands that talk to the API of a running cluster. */
public interface RemoteCommands {
    /** Adds the commands to those of the program. */
    void addTo(CommandLine program, Surroundings surroundings);

    /** Explains a URL of a crawl of the cluster, and returns the exit code. */
    int explain(Surroundings surroundings, ApiArguments api, String crawl, String url);
}
