package io.orbweaver.rest;

import io.orbweaver.scheduler.ClusterView;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.function.Consumer;

/** The cluster: its nodes and shards, and giving nodes up. */
final class ClusterRoutes {
    private final Crawls crawls;
    private final ClusterView cluster;

    ClusterRoutes(Crawls crawls, ClusterView cluster) {
        this.crawls = crawls;
        this.cluster = cluster;
    }

    void mount(Router root) {
        String all = RestApi.PREFIX + "/cluster";
        root.get(all).handler(context -> answer(context, 200, node -> {}));
        root.post(all + "/nodes/:node/drain").handler(context -> answer(context, 202, cluster::drain));
        root.post(all + "/nodes/:node/lost").handler(context -> answer(context, 202, cluster::lost));
    }

    /** Does something to the node that the path names, and answers with the cluster as it is then. */
    private void answer(RoutingContext context, int status, Consumer<String> first) {
        Requests.accepts(context, Requests.JSON);
        Requests.only(context);
        String node = String.valueOf(context.pathParam("node"));
        Future<ClusterView.Status> done = crawls.call(scheduler -> {
            first.accept(node);
            return cluster.status();
        });
        Answers.when(
                context, done, view -> Answers.json(context, status, json(view).encode()));
    }

    private static JsonObject json(ClusterView.Status view) {
        JsonArray nodes = new JsonArray();
        view.nodes().forEach(node -> nodes.add(json(node)));
        JsonArray shards = new JsonArray();
        view.shards().forEach(shard -> shards.add(json(shard)));
        return new JsonObject()
                .put("name", view.name())
                .put("safe", view.safe())
                .put("reasons", new JsonArray(view.reasons()))
                .put("nodes", nodes)
                .put("shards", shards);
    }

    private static JsonObject json(ClusterView.Node node) {
        ClusterView.Disk disk = node.disk();
        return new JsonObject()
                .put("id", node.id())
                .put("role", name(node.role()))
                .put("address", node.address())
                .put("state", name(node.state()))
                .put("since", node.since().toString())
                .put("shards", node.shards())
                .put("lagMs", node.lagMillis())
                .put("load", node.load())
                .put(
                        "disk",
                        disk == null
                                ? null
                                : new JsonObject().put("used", disk.used()).put("free", disk.free()));
    }

    private static JsonObject json(ClusterView.Shard shard) {
        return new JsonObject()
                .put("shard", shard.number())
                .put("owner", shard.owner())
                .put("epoch", shard.epoch())
                .put("state", name(shard.state()))
                .put("target", shard.target());
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
