package io.orbweaver.cluster;

/** Hears of changes on a thread of the membership service, and must return soon. */
public interface ClusterListener {
    /** A node joined. */
    void came(ClusterNode node);

    /** A node left, died, or was not heard of for too long. */
    void left(ClusterNode node);

    /**
     * This node was apart from the cluster and is no proper member of it any more: what it knows of others is stale. Its
     * owner closes what stands on the membership, calls {@link ClusterMember#leave} and joins afresh. Said
     * once, or twice where it happens while this begins to listen.
     */
    void apart(String why);
}
