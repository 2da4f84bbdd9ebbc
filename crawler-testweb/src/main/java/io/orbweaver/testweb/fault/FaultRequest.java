package io.orbweaver.testweb.fault;

import java.util.Map;

/**
 * A request as it came.
 *
 * @param connection numbers connections from 1
 * @param target path and query
 * @param fields by name in lower case; the last value where a name repeats
 */
public record FaultRequest(long connection, Fault fault, String method, String target, Map<String, String> fields) {}
