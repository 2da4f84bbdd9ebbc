package io.orbweaver.rest;

import io.orbweaver.config.DomainPattern;
import io.orbweaver.config.PolitenessRule;
import io.orbweaver.config.Problem;
import io.orbweaver.json.InvalidJsonException;
import io.orbweaver.json.RuleJson;
import io.orbweaver.scheduler.Rules;
import io.orbweaver.scheduler.Rules.Source;
import io.orbweaver.scheduler.WrongStateException;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The rules of politeness. */
final class PolitenessRoutes {
    private static final long MAX_BYTES = 64L << 10;

    private final Crawls crawls;

    PolitenessRoutes(Crawls crawls) {
        this.crawls = crawls;
    }

    void mount(Router root) {
        String all = RestApi.PREFIX + "/politeness";
        String one = all + "/:domain";
        root.get(all).handler(this::list);
        root.get(one).handler(this::get);
        root.put(one).handler(BodyHandler.create(false).setBodyLimit(MAX_BYTES)).handler(this::put);
        root.delete(one).handler(this::delete);
    }

    private static DomainPattern domain(RoutingContext context) {
        try {
            return DomainPattern.parse(String.valueOf(context.pathParam("domain")));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(List.of(new Problem("/domain", String.valueOf(e.getMessage()))));
        }
    }

    private static String json(Rules.Entry entry) {
        return RuleJson.text(entry.domain(), entry.source().name().toLowerCase(Locale.ROOT), entry.rule());
    }

    private void list(RoutingContext context) {
        Requests.accepts(context, Requests.JSON);
        Requests.Page page = Requests.page(context);
        Future<List<Rules.Entry>> some =
                crawls.call(scheduler -> scheduler.rules().list(page.after(), page.limit() + 1));
        Answers.when(context, some, found -> {
            List<Rules.Entry> items = found.subList(0, Math.min(page.limit(), found.size()));
            String next = found.size() > page.limit()
                    ? "\"" + Requests.cursor(items.getLast().domain()) + "\""
                    : "null";
            String text = items.stream()
                    .map(PolitenessRoutes::json)
                    .collect(Collectors.joining(",", "{\"items\":[", "],\"next\":"));
            Answers.json(context, 200, text + next + "}");
        });
    }

    private void get(RoutingContext context) {
        Requests.accepts(context, Requests.JSON);
        Requests.only(context);
        DomainPattern domain = domain(context);
        Future<Rules.Entry> found = crawls.call(scheduler -> existing(scheduler.rules(), domain));
        Answers.when(context, found, entry -> Answers.json(context, 200, json(entry)));
    }

    private static Rules.Entry existing(Rules rules, DomainPattern domain) {
        Rules.Entry entry = rules.get(domain);
        if (entry == null) {
            throw new ProblemException(404, "There is no rule for '" + domain + "' itself.");
        }
        return entry;
    }

    private void put(RoutingContext context) {
        Requests.accepts(context, Requests.JSON);
        Requests.only(context);
        Requests.bodyType(context, Requests.JSON);
        DomainPattern domain = domain(context);
        PolitenessRule rule;
        try {
            rule = RuleJson.read(domain.toString(), Requests.body(context));
        } catch (InvalidJsonException e) {
            throw ProblemException.invalid(e.problems());
        }
        Future<Boolean> put = crawls.call(scheduler -> {
            boolean created = scheduler.rules().get(domain) == null;
            scheduler.rules().put(domain, rule);
            return created;
        });
        String text = json(new Rules.Entry(domain.toString(), Source.REST, rule));
        Answers.when(context, put, created -> Answers.json(context, created ? 201 : 200, text));
    }

    private void delete(RoutingContext context) {
        Requests.only(context);
        DomainPattern domain = domain(context);
        Future<Boolean> removed = crawls.call(scheduler -> {
            if (existing(scheduler.rules(), domain).source() == Source.FILE) {
                throw new WrongStateException("The rule for '" + domain
                        + "' is the configuration file's: remove it there, or put another over it.");
            }
            scheduler.rules().remove(domain);
            return true;
        });
        Answers.when(
                context, removed, done -> context.response().setStatusCode(204).end());
    }
}
