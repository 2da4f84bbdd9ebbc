package io.orbweaver.rest;

import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.json.CrawlInput;
import io.orbweaver.json.CrawlJson;
import io.orbweaver.json.InvalidJsonException;
import io.orbweaver.scheduler.CrawlCommands;
import io.orbweaver.scheduler.Scheduler;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Creating, listing, changing and ending crawls. */
final class CrawlRoutes {
    private static final long MAX_CRAWL_BYTES = 8L << 20;
    private static final long MAX_PATCH_BYTES = 1L << 20;

    private final Crawls crawls;

    CrawlRoutes(Crawls crawls) {
        this.crawls = crawls;
    }

    void mount(Router root) {
        String all = RestApi.PREFIX + "/crawls";
        String one = all + "/:id";
        root.get(all).handler(this::list);
        root.post(all)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_CRAWL_BYTES))
                .handler(this::create);
        root.get(one).handler(this::get);
        root.patch(one)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_PATCH_BYTES))
                .handler(this::patch);
        root.delete(one).handler(this::delete);
        root.post(one + "/pause")
                .handler(context ->
                        control(context, (scheduler, id) -> CrawlCommands.pause(scheduler, id, System.nanoTime())));
        root.post(one + "/resume")
                .handler(context ->
                        control(context, (scheduler, id) -> CrawlCommands.resume(scheduler, id, System.nanoTime())));
        root.post(one + "/stop")
                .handler(context -> control(
                        context,
                        (scheduler, id) -> CrawlCommands.stop(scheduler, id, System.nanoTime(), Instant.now())));
    }

    private static void expect(RoutingContext context, String... types) {
        Requests.accepts(context, Requests.JSON);
        Requests.only(context);
        Requests.bodyType(context, types);
    }

    private void create(RoutingContext context) {
        expect(context, Requests.JSON);
        CrawlSpec spec;
        try {
            spec = CrawlInput.read(Requests.body(context));
        } catch (InvalidJsonException e) {
            throw ProblemException.invalid(e.problems());
        }
        Future<CrawlStatus> created =
                crawls.status(scheduler -> CrawlCommands.create(scheduler, spec, System.nanoTime(), Instant.now()));
        Answers.when(context, created, crawl -> {
            context.response().putHeader("Location", RestApi.PREFIX + "/crawls/" + crawl.id());
            Answers.json(context, 201, CrawlJson.text(crawl));
        });
    }

    private void list(RoutingContext context) {
        Requests.accepts(context, Requests.JSON);
        Requests.Page page = Requests.page(context);
        int after = page.after().isEmpty() ? 0 : number(page.after());
        Future<List<CrawlStatus>> some = crawls.call(scheduler -> scheduler.ids().stream()
                .filter(id -> id > after)
                // One more than asked for tells whether there are more.
                .limit(page.limit() + 1L)
                .map(id -> crawls.rated(scheduler.status(id)))
                .toList());
        Answers.when(context, some, found -> Answers.json(context, 200, listed(found, page.limit())));
    }

    private static int number(String after) {
        if (!after.matches("\\d{1,9}")) {
            throw ProblemException.invalid(List.of(Requests.noCursor()));
        }
        return Integer.parseInt(after);
    }

    private static String listed(List<CrawlStatus> found, int limit) {
        List<CrawlStatus> items = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit
                ? "\"" + Requests.cursor(Long.toString(items.getLast().id())) + "\""
                : "null";
        return items.stream().map(CrawlJson::text).collect(Collectors.joining(",", "{\"items\":[", "],\"next\":"))
                + next + "}";
    }

    private void get(RoutingContext context) {
        Requests.accepts(context, Requests.JSON);
        Requests.only(context);
        int id = Requests.crawl(context);
        Answers.when(
                context,
                crawls.status(scheduler -> scheduler.status(id)),
                crawl -> Answers.json(context, 200, CrawlJson.text(crawl)));
    }

    /** The patch is applied on the scheduler's thread, so that no other change gets lost. */
    private void patch(RoutingContext context) {
        expect(context, "application/merge-patch+json", Requests.JSON);
        int id = Requests.crawl(context);
        byte[] body = Requests.body(context);
        Future<CrawlStatus> changed = crawls.status(scheduler ->
                CrawlCommands.change(scheduler, id, patched(scheduler.status(id).spec(), body)));
        Answers.when(context, changed, crawl -> Answers.json(context, 200, CrawlJson.text(crawl)));
    }

    private static CrawlSpec patched(CrawlSpec spec, byte[] body) {
        try {
            return CrawlInput.patch(spec, body);
        } catch (InvalidJsonException e) {
            throw ProblemException.invalid(e.problems());
        }
    }

    private void delete(RoutingContext context) {
        Requests.only(context);
        int id = Requests.crawl(context);
        Future<Boolean> deleted = crawls.call(scheduler -> {
            scheduler.delete(id);
            return true;
        });
        Answers.when(
                context, deleted, done -> context.response().setStatusCode(202).end());
    }

    @FunctionalInterface
    private interface Command {
        CrawlStatus give(Scheduler scheduler, int id);
    }

    private void control(RoutingContext context, Command command) {
        Requests.accepts(context, Requests.JSON);
        Requests.only(context);
        int id = Requests.crawl(context);
        Answers.when(
                context,
                crawls.status(scheduler -> command.give(scheduler, id)),
                crawl -> Answers.json(context, 202, CrawlJson.text(crawl)));
    }
}
