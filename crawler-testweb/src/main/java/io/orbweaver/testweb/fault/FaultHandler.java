package io.orbweaver.testweb.fault;

import java.io.IOException;

/** Carries out one fault, on the thread of its connection. */
@FunctionalInterface
interface FaultHandler {
    void answer(Exchange exchange) throws IOException, InterruptedException;
}
