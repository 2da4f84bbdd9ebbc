package io.orbweaver.testweb;

import io.orbweaver.testweb.Dice.Purpose;
import java.util.ArrayList;
import java.util.List;

/**
 * What each page links to. The pages of a host form a tree below its front page, the front pages form a tree below that
 * of host 0; thus all pages can be reached from there. Links to any pages come on top. Immutable.
 */
final class LinkPlan {
    private static final int HOST_CHILDREN = 10;
    private static final int MOST_PAGE_CHILDREN = 8;

    private final Layout layout;
    private final TestWebOptions options;
    private final int pageChildren;

    LinkPlan(Layout layout) {
        this.layout = layout;
        this.options = layout.options();
        pageChildren = Math.max(2, Math.min(MOST_PAGE_CHILDREN, options.meanLinks() / 4));
    }

    /** Returns the targets in the order of the links; some may occur more than once, or be the page itself. */
    List<Place> links(int host, int page) {
        List<Place> links = new ArrayList<>(2 * options.meanLinks());
        links.add(Place.page(host, 0));
        for (long child = (long) page * pageChildren + 1; child <= (long) (page + 1) * pageChildren; child++) {
            if (child < linked()) {
                links.add(Place.page(host, (int) child));
            }
        }
        if (page == 0) {
            for (long child = (long) host * HOST_CHILDREN + 1; child <= (host + 1L) * HOST_CHILDREN; child++) {
                if (child < options.hosts()) {
                    links.add(Place.page((int) child, 0));
                }
            }
        }
        links.addAll(layout.companions(host, page));
        Dice dice = new Dice(options.seed(), Purpose.LINKS, host, page);
        int wanted = options.meanLinks() / 2 + dice.below(options.meanLinks() + 1);
        while (links.size() < wanted) {
            links.add(anyPage(host, dice));
        }
        return links;
    }

    /** Returns where a moved place of the page redirects to. */
    Redirect redirect(int host, int page) {
        Dice dice = new Dice(options.seed(), Purpose.REDIRECT, host, page);
        int status = switch (dice.below(3)) {
            case 0 -> 301;
            case 1 -> 302;
            default -> 307;
        };
        return new Redirect(status, anyPage(host, dice));
    }

    private int linked() {
        return options.pagesPerHost() - options.hiddenPages();
    }

    private Place anyPage(int host, Dice dice) {
        boolean other = options.hosts() > 1 && dice.below(100) < options.otherHostPercent();
        int target = other ? (host + 1 + dice.below(options.hosts() - 1)) % options.hosts() : host;
        return Place.page(target, dice.below(linked()));
    }

    record Redirect(int status, Place target) {}
}
