package io.orbweaver.fetch;

/**
 * What a fetcher is doing, for the status and the metrics.
 *
 * @param open connections, idle ones included
 * @param idle connections kept for the next request
 * @param inFlight requests from the call of fetch to their outcome
 * @param waiting of those: waiting for a connection limit
 * @param opened connections since the start
 * @param bodyBytes of bodies of requests in flight, as received and as decoded
 * @param mostBodyBytes the most of them since the start
 * @param bodiesWaiting bodies not read on because too many of those bytes are held
 * @param decoders of content codings that hold memory outside the heap now
 */
public record FetchCounts(
        int open,
        int idle,
        int inFlight,
        int waiting,
        long opened,
        long bodyBytes,
        long mostBodyBytes,
        int bodiesWaiting,
        int decoders) {}
