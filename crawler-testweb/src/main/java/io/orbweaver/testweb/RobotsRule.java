package io.orbweaver.testweb;

/** How a host answers for its robots.txt. */
public enum RobotsRule {
    /** 200 with the rules of the options. */
    RULES,
    /** 404, so that everything is allowed. */
    MISSING,
    /** 403, which allows everything as well. */
    FORBIDDEN,
    /** 200 with {@code Disallow: /}. */
    DISALLOW_ALL,
    /** 503, which forbids everything until it is over. */
    SERVER_ERROR,
    /** No response, while the connection stays open. */
    SILENT,
    /** 301 to another path of the same host, which has the rules. */
    REDIRECT,
    /** 302 to itself. */
    REDIRECT_LOOP,
    /** The rules, and then 2 MiB of comments with {@code Disallow: /} at their end. */
    HUGE
}
