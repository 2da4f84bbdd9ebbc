package io.orbweaver.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orbweaver worker}: runs until it is told to end. */
@Command(
        name = "worker",
        description = "Runs a worker of a cluster: it fetches and keeps its share.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  orbweaver worker --config worker.yaml",
            "  orbweaver worker --set cluster.join=multicast --set node.data=data-2",
            "      --set cluster.host=127.0.0.2 --set http.host=127.0.0.2",
            "",
            "It waits until a member of the cluster answers.",
            "Exit codes: 0 ended by SIGTERM or Ctrl-C, everything saved; 1 failed, or refused",
            "by the cluster; 2 bad usage or configuration. A second signal ends it at once."
        })
final class WorkerCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private NodeArguments arguments = new NodeArguments();

    WorkerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return NodeRun.run(surroundings, () -> surroundings.nodes().worker(arguments.options()));
    }
}
