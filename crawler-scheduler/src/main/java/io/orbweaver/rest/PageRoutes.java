package io.orbweaver.rest;

import io.orbweaver.crawl.PageRecord;
import io.orbweaver.json.PageJson;
import io.orbweaver.message.ShardAnswer;
import io.orbweaver.message.ShardQuestion;
import io.orbweaver.message.ShardQuestion.Filter;
import io.orbweaver.message.StoredPage;
import io.orbweaver.rest.ReadableCrawls.ReadableCrawl;
import io.orbweaver.url.Shards;
import io.orbweaver.url.Url;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pages of a crawl: as a list, one record, one body. On the request's context. */
final class PageRoutes {
    /** Answers of shards that one answer to the user is made of, and those among them that cost a long search. */
    private static final int MOST_ASKED = 2_048;

    private static final int MOST_SEARCHED = 16;
    /** A page of the web runs nothing in the name of the API's origin, whatever it is looked at with. */
    private static final String SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final ShardReader reader;

    PageRoutes(ShardReader reader) {
        this.reader = reader;
    }

    /** {@code GET /crawls/{id}/pages}. A hop of a redirect is among them where its status is asked for. */
    Future<Void> list(RoutingContext context, ReadableCrawl crawl) {
        Parameters parameters = new Parameters(context.queryParams());
        Url host = parameters.optional("host", Parameters::host);
        int status = parameters.number("status", 100, 999, 0);
        int limit = parameters.number("limit", 1, Requests.MOST, Requests.DEFAULT_LIMIT);
        PageCursor from = parameters.optional("cursor", text -> PageCursor.parse(text, crawl.id(), reader.shards()));
        parameters.end();
        Walk walk = new Walk(
                crawl.id(),
                new Filter(host == null ? null : host.host(), status, status != 0),
                limit,
                host == null ? 0 : Shards.of(host, reader.shards()),
                host == null ? reader.shards() : Shards.of(host, reader.shards()) + 1);
        if (from != null) {
            walk.goOn(from);
        }
        return walk.on().compose(nothing -> json(context, PageJson.list(walk.found, walk.next())));
    }

    /** The way through the shards that one answer goes. */
    private final class Walk {
        final List<PageRecord> found = new ArrayList<>();
        private final int crawl;
        private final Filter filter;
        private final int limit;
        private final int end;
        private int shard;
        private long after;
        private int asked;
        private int searched;

        Walk(int crawl, Filter filter, int limit, int begin, int end) {
            this.crawl = crawl;
            this.filter = filter;
            this.limit = limit;
            this.shard = begin;
            this.end = end;
        }

        void goOn(PageCursor from) {
            // Of another host's walk: there is nothing behind it here.
            if (from.shard() >= shard) {
                shard = from.shard();
                after = from.after();
            }
        }

        @Nullable
        String next() {
            return shard >= end ? null : new PageCursor(crawl, shard, after).text();
        }

        Future<Void> on() {
            // What a full answer was cut from goes on with the next request.
            boolean enough = found.size() >= limit || searched > 0 && !found.isEmpty();
            if (enough || shard >= end || asked >= MOST_ASKED || searched >= MOST_SEARCHED) {
                return Future.succeededFuture();
            }
            asked++;
            ShardQuestion question = new ShardQuestion.Pages(shard, crawl, after, filter, limit - found.size());
            return reader.ask(question, ShardAnswer.Pages.class).compose(answer -> {
                answer.pages().forEach(page -> found.add(page.record()));
                after = answer.next();
                if (after == 0) {
                    shard++;
                } else {
                    searched++;
                }
                return on();
            });
        }
    }

    /** {@code GET /crawls/{id}/page}. */
    Future<Void> record(RoutingContext context, ReadableCrawl crawl) {
        Url url = url(context);
        return find(crawl, url).compose(page -> json(context, PageJson.object(page.record())));
    }

    /** {@code GET /crawls/{id}/page/content}: the body as the crawl understood it, its content coding undone. */
    Future<Void> content(RoutingContext context, ReadableCrawl crawl) {
        Url url = url(context);
        return find(crawl, url).compose(page -> {
            ShardQuestion.Content question =
                    new ShardQuestion.Content(page.record().shard(), crawl.id(), page.order(), true, 0);
            return reader.ask(question, ShardAnswer.Part.class)
                    .compose(part -> send(context.response(), page.record(), question, part));
        });
    }

    private Future<Void> send(
            HttpServerResponse response, PageRecord page, ShardQuestion.Content question, ShardAnswer.Part first) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, contentType(page.contentType()))
                .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(first.total()))
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", SANDBOX)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return rest(response, question, first);
    }

    private Future<Void> rest(HttpServerResponse response, ShardQuestion.Content question, ShardAnswer.Part part) {
        long next = question.offset() + part.bytes().length;
        if (next >= part.total()) {
            return response.end(Buffer.buffer(part.bytes()));
        }
        ShardQuestion.Content more =
                new ShardQuestion.Content(question.shard(), question.crawl(), question.order(), true, next);
        // Written when the client has taken it.
        return response.write(Buffer.buffer(part.bytes()))
                .compose(written -> reader.ask(more, ShardAnswer.Part.class))
                .compose(following -> rest(response, more, following));
    }

    /** The field came from the web. */
    private static String contentType(@Nullable String stored) {
        boolean printable =
                stored != null && !stored.isBlank() && stored.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        return stored != null && printable ? stored : UNKNOWN_TYPE;
    }

    static Url url(RoutingContext context) {
        Parameters parameters = new Parameters(context.queryParams());
        Url url = parameters.required("url", Parameters::url);
        parameters.end();
        return Objects.requireNonNull(url);
    }

    private Future<StoredPage> find(ReadableCrawl crawl, Url url) {
        int shard = Shards.of(url, reader.shards());
        return reader.ask(new ShardQuestion.Page(shard, crawl.id(), url.toString()), ShardAnswer.Page.class)
                .compose(answer -> answer.page() == null
                        ? Future.failedFuture(new ProblemException(
                                404,
                                "The crawl has no record of " + url + ", as it was not answered; explain tells why."))
                        : Future.succeededFuture(answer.page()));
    }

    static Future<Void> json(RoutingContext context, byte[] body) {
        return context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(body));
    }
}
