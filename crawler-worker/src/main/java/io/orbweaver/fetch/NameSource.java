package io.orbweaver.fetch;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;

/** Where addresses of host names come from. Callable from any thread. */
interface NameSource {

    /**
     * Asks for the addresses of a host.
     *
     * @return at least one address; fails with {@link java.net.UnknownHostException} or another exception of the
     *     resolver where there is none
     */
    Future<Answer> ask(String host);

    /** Addresses in the order to try them, and for how many seconds they hold. */
    record Answer(List<InetAddress> addresses, long ttlSeconds) {
        public Answer {
            addresses = List.copyOf(addresses);
        }
    }
}
