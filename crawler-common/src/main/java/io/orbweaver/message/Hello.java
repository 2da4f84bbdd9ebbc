package io.orbweaver.message;

import java.util.UUID;

/**
 * What a worker says before anything else.
 *
 * @param node its stable name
 * @param storeId of its data directory, random: two directories under one name are two workers
 * @param process random at each start
 * @param version of the product
 * @param clusterId of the cluster that its data directory belongs to, empty where it is new
 * @param highestEpoch that its disk has seen
 * @param address where its REST endpoints are, for people
 */
public record Hello(
        String node,
        String storeId,
        UUID process,
        String version,
        String clusterId,
        long highestEpoch,
        String address) {}
