package io.orbweaver.cluster;

import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.file.FileSystemOptions;

/** How Vert.x is set up. */
final class EventBusSettings {
    private static final int CONNECT_MILLIS = 3_000;
    /** A connection whose other end says nothing for this long is given up; the default is 20 s. */
    private static final long PING_MILLIS = 5_000;

    /** A node that starts again in a container has another address under its old name, long before the record's end. */
    static final int NAME_SECONDS = 1;

    private EventBusSettings() {}

    static VertxOptions vertx() {
        return new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(Math.max(1, Runtime.getRuntime().availableProcessors()))
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }

    static VertxOptions clustered(JoinSettings settings) {
        EventBusOptions bus = new EventBusOptions()
                .setHost(settings.bindHost())
                .setPort(settings.cluster().eventBusPort())
                .setClusterPublicHost(settings.publicHost())
                .setClusterPublicPort(settings.cluster().eventBusPort())
                .setConnectTimeout(CONNECT_MILLIS)
                .setClusterPingInterval(PING_MILLIS)
                .setClusterPingReplyInterval(PING_MILLIS);
        AddressResolverOptions names = new AddressResolverOptions().setCacheMaxTimeToLive(NAME_SECONDS);
        return vertx().setEventBusOptions(bus).setAddressResolverOptions(names);
    }
}
