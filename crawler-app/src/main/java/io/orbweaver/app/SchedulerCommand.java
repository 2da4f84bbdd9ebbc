package io.orbweaver.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orbweaver scheduler}: runs until it is told to end. */
@Command(
        name = "scheduler",
        description = "Runs the scheduler of a cluster: crawls, rules, REST.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  orbweaver scheduler --config scheduler.yaml",
            "  orbweaver scheduler --set cluster.join=multicast --set node.data=data-1",
            "",
            "It begins the cluster, or comes back into the one that lives on without it.",
            "Exit codes: 0 ended by SIGTERM or Ctrl-C, everything saved; 1 failed, or refused",
            "by the cluster; 2 bad usage or configuration. A second signal ends it at once."
        })
final class SchedulerCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private NodeArguments arguments = new NodeArguments();

    SchedulerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return NodeRun.run(surroundings, () -> surroundings.nodes().scheduler(arguments.options()));
    }
}
