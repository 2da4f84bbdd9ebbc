package io.orbweaver.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lets only those in who know the token (RFC 6750 section 2.1). */
final class BearerToken implements Handler<RoutingContext> {
    private static final String SCHEME = "Bearer ";

    private final byte[] token;
    private final Predicate<String> open;

    /**
     * @param token empty: everybody is let in
     * @param open the normalised paths that everybody may ask for
     */
    BearerToken(String token, Predicate<String> open) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.open = open;
    }

    @Override
    public void handle(RoutingContext context) {
        if (token.length == 0
                || open.test(context.normalizedPath())
                || right(context.request().getHeader("authorization"))) {
            context.next();
            return;
        }
        context.response().putHeader("www-authenticate", "Bearer realm=\"orbweaver\"");
        Problems.send(
                context,
                401,
                "Unauthorized",
                "A token is needed: send it as 'Authorization: Bearer TOKEN'. It is http.token of this node.");
    }

    /** The time this takes says nothing about the token but its length. */
    private boolean right(@Nullable String header) {
        return header != null
                && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        token, header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
    }
}
