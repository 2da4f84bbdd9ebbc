package io.orbweaver.rest;

import io.orbweaver.config.Problem;
import io.orbweaver.scheduler.BusyException;
import io.orbweaver.scheduler.NoSuchCrawlException;
import io.orbweaver.scheduler.NoSuchNodeException;
import io.orbweaver.scheduler.WrongStateException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers: JSON, and problems as RFC 9457 has them. On the request's context. */
public final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int MOST_ERRORS = 200;
    private static final List<Integer> OF_THE_ROUTER = List.of(400, 404, 406, 413, 414, 415, 431, 500, 503);

    private Answers() {}

    /** Makes problems of all that the router itself refuses, or a handler throws. */
    public static void install(Router root) {
        OF_THE_ROUTER.forEach(status -> root.errorHandler(status, Answers::failed));
        // RFC 9110, section 15.5.6: the answer names the methods there are.
        root.errorHandler(405, context -> {
            context.response().putHeader("Allow", allowed(root, context.normalizedPath()));
            failed(context);
        });
    }

    private static String allowed(Router root, String path) {
        return root.getRoutes().stream()
                .filter(route -> route.methods() != null && matches(route.getPath(), path))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean matches(@Nullable String form, String path) {
        String[] parts = form == null ? new String[0] : form.split("/");
        String[] given = path.split("/");
        if (parts.length != given.length) {
            return false;
        }
        return IntStream.range(0, parts.length)
                .allMatch(index -> parts[index].startsWith(":") || parts[index].equals(given[index]));
    }

    private static void failed(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure == null || failure instanceof io.vertx.ext.web.handler.HttpException) {
            problem(context, ofRouter(context.statusCode()));
        } else {
            fail(context, failure);
        }
    }

    private static ProblemException ofRouter(int status) {
        return new ProblemException(
                status,
                switch (status) {
                    case 404 -> "There is nothing at this address.";
                    case 405 -> "This method does not work here; the field Allow names those that do.";
                    case 413 -> "The body is larger than is allowed here.";
                    case 500 -> "Something went wrong here; the log says what.";
                    default -> "The request cannot be served as it is.";
                });
    }

    /** Answers with JSON. */
    public static void json(RoutingContext context, int status, String text) {
        send(context, status, "application/json", text);
    }

    /** Answers with what a call comes back with, or with the problem it fails with. */
    public static <T> void when(RoutingContext context, Future<T> call, Consumer<T> answer) {
        call.onComplete(result -> {
            if (result.failed()) {
                fail(context, result.cause());
                return;
            }
            try {
                answer.accept(result.result());
            } catch (RuntimeException e) {
                fail(context, e);
            }
        });
    }

    /** Answers with the problem that the failure is to the user. */
    public static void fail(RoutingContext context, Throwable failure) {
        problem(context, asProblem(context, failure));
    }

    private static ProblemException asProblem(RoutingContext context, Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return problem;
        }
        int status = status(failure);
        if (status == 500) {
            LOG.error(
                    "{} {} failed",
                    context.request().method(),
                    context.request().path(),
                    failure);
            return ofRouter(500);
        }
        return new ProblemException(status, String.valueOf(failure.getMessage()));
    }

    private static int status(Throwable failure) {
        if (failure instanceof NoSuchCrawlException || failure instanceof NoSuchNodeException) {
            return 404;
        }
        if (failure instanceof WrongStateException) {
            return 409;
        }
        return failure instanceof BusyException || failure instanceof OwnerAwayException ? 503 : 500;
    }

    static void problem(RoutingContext context, ProblemException problem) {
        if (context.response().headWritten()) {
            abort(context);
            return;
        }
        if (problem.status() == 503) {
            context.response().putHeader("Retry-After", "1");
        }
        String title = context.response().setStatusCode(problem.status()).getStatusMessage();
        send(context, problem.status(), "application/problem+json", text(problem, title));
    }

    private static String text(ProblemException problem, String title) {
        JsonObject json = new JsonObject()
                .put("status", problem.status())
                .put("title", title)
                .put("detail", problem.getMessage());
        List<Problem> errors = problem.errors();
        if (!errors.isEmpty()) {
            JsonArray array = new JsonArray();
            errors.stream().limit(MOST_ERRORS).forEach(error -> array.add(error(error.path(), error.detail())));
            if (errors.size() > MOST_ERRORS) {
                array.add(error("", "and " + (errors.size() - MOST_ERRORS) + " more"));
            }
            json.put("errors", array);
        }
        return json.encode();
    }

    private static JsonObject error(String pointer, String detail) {
        return new JsonObject().put("pointer", pointer).put("detail", detail);
    }

    /** The answer had begun when something broke: that it breaks off is all that can still be told. */
    private static void abort(RoutingContext context) {
        if (!context.response().ended()) {
            context.response().reset();
        }
    }

    private static void send(RoutingContext context, int status, String type, String text) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(text);
    }
}
