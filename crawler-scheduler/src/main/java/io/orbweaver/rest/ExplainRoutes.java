package io.orbweaver.rest;

import io.orbweaver.config.Problem;
import io.orbweaver.message.ShardAnswer;
import io.orbweaver.message.ShardQuestion;
import io.orbweaver.rest.ReadableCrawls.ReadableCrawl;
import io.orbweaver.url.Shards;
import io.orbweaver.url.Url;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Why a URL is where it is, and how a host stands, as the worker that decides about them says. */
final class ExplainRoutes {
    private final ShardReader reader;

    ExplainRoutes(ShardReader reader) {
        this.reader = reader;
    }

    /** {@code GET /crawls/{id}/explain}. */
    Future<Void> url(RoutingContext context, ReadableCrawl crawl) {
        Url url = PageRoutes.url(context);
        int shard = Shards.of(url, reader.shards());
        return answer(context, new ShardQuestion.Explain(shard, crawl.id(), url.toString(), crawl.ended()));
    }

    /** {@code GET /hosts/{host}}. */
    Future<Void> host(RoutingContext context) {
        new Parameters(context.queryParams()).end();
        Url root;
        try {
            root = Parameters.host(context.pathParam("host"));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(List.of(new Problem("/host", String.valueOf(e.getMessage()))));
        }
        return answer(context, new ShardQuestion.OfHost(Shards.of(root, reader.shards()), root.host()));
    }

    private Future<Void> answer(RoutingContext context, ShardQuestion question) {
        return reader.ask(question, ShardAnswer.Json.class)
                .compose(json -> PageRoutes.json(context, json.text().getBytes(StandardCharsets.UTF_8)));
    }
}
