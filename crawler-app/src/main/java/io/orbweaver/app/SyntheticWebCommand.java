package io.orbweaver.app;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code orbweaver synthetic-web}: a web to try a cluster on, until it is told to end. */
@Command(
        name = "synthetic-web",
        description = "Serves the web of the demo, with a name server that knows its hosts, to whoever reaches it.",
        hidden = true,
        sortOptions = false)
final class SyntheticWebCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--hosts", paramLabel = "N", description = "Hosts (default: ${DEFAULT-VALUE}).")
    private int hosts = 20;

    @Option(names = "--pages", paramLabel = "N", description = "Pages of each host (default: ${DEFAULT-VALUE}).")
    private int pages = 50;

    @Option(
            names = "--address",
            paramLabel = "HOST",
            description = "Name or IPv4 address of this machine (default: ${DEFAULT-VALUE}).")
    private String address = DemoWeb.Place.LOOPBACK.address();

    @Option(names = "--port", paramLabel = "N", description = "TCP port of all hosts (default: any).")
    private int port = 0;

    @Option(names = "--dns-port", paramLabel = "N", description = "UDP port of the name server (default: any).")
    private int dnsPort = 0;

    SyntheticWebCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            serve();
            return ExitCode.DONE;
        } catch (UsageException e) {
            return surroundings.refuse(e);
        }
    }

    private void serve() throws UsageException, InterruptedException {
        if (hosts < 1 || pages < 1) {
            throw new UsageException("--hosts and --pages are whole numbers from 1 up.");
        }
        if (port < 0 || port > 65535 || dnsPort < 0 || dnsPort > 65535) {
            throw new UsageException("--port and --dns-port are from 0 to 65535.");
        }
        CountDownLatch end = new CountDownLatch(1);
        InterruptSignal signals = InterruptSignal.listen(
                end::countDown, () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED));
        try (DemoWeb web = surroundings.demo().start(hosts, pages, new DemoWeb.Place(resolved(), port, dnsPort))) {
            surroundings
                    .err()
                    .println("The web begins at " + web.frontPage() + ", its name server is at " + web.dnsAddress()
                            + ".");
            end.await();
        } finally {
            signals.close();
        }
    }

    private String resolved() throws UsageException {
        try {
            return Arrays.stream(InetAddress.getAllByName(address))
                    .filter(Inet4Address.class::isInstance)
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .orElseThrow(() -> new UnknownHostException(address));
        } catch (UnknownHostException e) {
            throw new UsageException("--address: '" + address + "' has no IPv4 address.");
        }
    }
}
