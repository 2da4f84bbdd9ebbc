package io.orbweaver.fetch;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import io.orbweaver.config.FetchConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks DNS servers: the configured ones, or without any those of the system, whose hosts file then holds as well. IPv4
 * addresses are preferred; IPv6 ones are asked for where there are none. What fails is asked once more before it is
 * believed. Nothing is remembered here.
 *
 * <p>One resolver per event loop, each resolution on a socket of its own (so query ids cannot run out and source ports
 * differ), and a bounded number of resolutions in flight; more wait in order of arrival. Names are taken as absolute:
 * the system's search list could turn a name on a page into one of the crawler's own network.
 */
final class DnsQueries implements NameSource {
    private static final int IN_FLIGHT = 256;
    private static final int DNS_PORT = 53;

    private final Loops loops;
    private final Map<ContextInternal, DnsNameResolver> resolvers = new HashMap<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int inFlight;

    DnsQueries(Loops loops, Transport transport, FetchConfig.Dns config) {
        this.loops = loops;
        List<InetSocketAddress> servers = servers(config.servers());
        for (ContextInternal context : loops.all()) {
            resolvers.put(context, resolver(context.nettyEventLoop(), transport, config, servers));
        }
    }

    private static DnsNameResolver resolver(
            EventLoop loop, Transport transport, FetchConfig.Dns config, List<InetSocketAddress> servers) {
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(loop)
                .datagramChannelFactory(transport.datagramChannelFactory())
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .socketChannelFactory(
                        () -> (io.netty.channel.socket.SocketChannel)
                                transport.channelFactory(false).newChannel(),
                        false)
                .resolveCache(NoopDnsCache.INSTANCE)
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
                .queryTimeoutMillis(config.timeout().toMillis())
                .searchDomains(List.of());
        if (!servers.isEmpty()) {
            builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(servers));
            builder.hostsFileEntriesResolver((name, types) -> null);
        }
        return builder.build();
    }

    /** HOST:PORT each, the port being 53 where it is not said; IPv6 addresses in brackets. */
    private static List<InetSocketAddress> servers(List<String> texts) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String text : texts) {
            int colon = text.lastIndexOf(':');
            boolean withPort = colon > text.lastIndexOf(']') && text.indexOf(':') >= 0;
            try {
                String host = withPort ? text.substring(0, colon) : text;
                int port = withPort ? Integer.parseInt(text.substring(colon + 1)) : DNS_PORT;
                servers.add(new InetSocketAddress(InetAddress.getByName(host), port));
            } catch (UnknownHostException | NumberFormatException e) {
                throw new IllegalArgumentException(
                        "the name server '" + text + "' has no address: write HOST:PORT, such as 127.0.0.1:53", e);
            }
        }
        return servers;
    }

    @Override
    public Future<Answer> ask(String host) {
        Promise<Answer> promise = Promise.promise();
        ContextInternal context = loops.next();
        Runnable start = () -> context.nettyEventLoop()
                .execute(() -> lookUp(context, host).onComplete(result -> {
                    leave();
                    promise.handle(result);
                }));
        synchronized (this) {
            if (inFlight >= IN_FLIGHT) {
                waiting.add(start);
                return promise.future();
            }
            inFlight++;
        }
        start.run();
        return promise.future();
    }

    private void leave() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                inFlight--;
            }
        }
        if (next != null) {
            next.run();
        }
    }

    private Future<Answer> lookUp(ContextInternal context, String host) {
        return both(context, host).recover(failure -> both(context, host));
    }

    private Future<Answer> both(ContextInternal context, String host) {
        return query(context, host, DnsRecordType.A)
                .recover(failure -> timedOut(failure)
                        ? Future.failedFuture(failure)
                        : query(context, host, DnsRecordType.AAAA)
                                // What the first question met tells more than that there is no IPv6 address either.
                                .recover(second -> Future.failedFuture(failure)));
    }

    private static boolean timedOut(Throwable failure) {
        return failure instanceof DnsNameResolverTimeoutException
                || failure.getCause() instanceof DnsNameResolverTimeoutException;
    }

    private Future<Answer> query(ContextInternal context, String host, DnsRecordType type) {
        Promise<Answer> promise = Promise.promise();
        DnsNameResolver resolver = resolvers.get(context);
        if (resolver == null) {
            throw new IllegalStateException("an event loop without a resolver");
        }
        io.netty.util.concurrent.Future<List<DnsRecord>> records;
        try {
            records = resolver.resolveAll(new DefaultDnsQuestion(host, type));
        } catch (IllegalArgumentException e) {
            // A name that cannot be put into a question, as one with a label of more than 63 bytes.
            UnknownHostException failure = new UnknownHostException(host);
            failure.initCause(e);
            return Future.failedFuture(failure);
        }
        records.addListener(done -> {
            if (records.isSuccess()) {
                promise.handle(answer(host, records.getNow()));
            } else {
                promise.fail(records.cause());
            }
        });
        return promise.future();
    }

    private static Future<Answer> answer(String host, List<DnsRecord> records) {
        List<InetAddress> addresses = new ArrayList<>(records.size());
        long ttl = Long.MAX_VALUE;
        try {
            for (DnsRecord found : records) {
                if (found instanceof DnsRawRecord raw) {
                    byte[] bytes = new byte[raw.content().readableBytes()];
                    raw.content().getBytes(raw.content().readerIndex(), bytes);
                    addresses.add(InetAddress.getByAddress(bytes));
                    ttl = Math.min(ttl, found.timeToLive());
                }
            }
        } catch (UnknownHostException e) {
            return Future.failedFuture(e);
        } finally {
            records.forEach(ReferenceCountUtil::release);
        }
        return addresses.isEmpty()
                ? Future.failedFuture(new UnknownHostException(host))
                : Future.succeededFuture(new Answer(addresses, ttl));
    }

    /** Lets go of sockets; questions under way fail. */
    void close() {
        resolvers.values().forEach(DnsNameResolver::close);
    }
}
