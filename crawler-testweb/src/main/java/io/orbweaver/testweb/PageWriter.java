package io.orbweaver.testweb;

import io.orbweaver.testweb.Dice.Purpose;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Writes the HTML of pages. Immutable, for all threads. */
final class PageWriter {
    private static final int NAVIGATION_LINKS = 6;
    private static final int DISTINCT_COPIES = 20;
    private static final int ROOM_PER_LINK = 110;
    private static final int SMALLEST_PAGE = 512;

    private final Layout layout;
    private final LinkPlan plan;
    private final TestWebOptions options;
    private final Prose prose;

    PageWriter(Layout layout, LinkPlan plan) {
        this.layout = layout;
        this.plan = plan;
        this.options = layout.options();
        this.prose = new Prose(options.seed());
    }

    /** One page in eight is in ISO 8859-1, the others are in UTF-8. */
    Charset charset(int host, int page) {
        boolean old = new Dice(options.seed(), Purpose.TEXT, host, page).below(8) == 0;
        return old ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    }

    String title(int host, int page) {
        Dice dice = new Dice(options.seed(), Purpose.PATH, host, page);
        return "The " + Prose.word(dice) + " and the " + Prose.word(dice) + ", " + host + "." + page;
    }

    byte[] page(int host, int page) {
        List<Place> links = plan.links(host, page);
        int size = size(host, page);
        Dice dice = new Dice(options.seed(), Purpose.TEXT, host, page);
        StringBuilder html = new StringBuilder(Math.max(size, links.size() * ROOM_PER_LINK) + 1024);
        Place from = Place.page(host, page);
        Charset charset = charset(host, page);
        head(html, title(host, page), charset);
        html.append("<nav><ul>\n");
        int navigation = Math.min(NAVIGATION_LINKS, links.size());
        for (Place to : links.subList(0, navigation)) {
            html.append("<li>");
            link(html, from, to, dice);
            html.append("</li>\n");
        }
        html.append("</ul></nav>\n<main>\n<h1>").append(title(host, page)).append("</h1>\n");
        int start = html.length();
        List<Place> inText = links.subList(navigation, links.size());
        for (int i = 0; i < inText.size(); i++) {
            fill(html, start + (int) ((long) (size - start) * i / inText.size()), dice);
            html.append("<p id=\"part-").append(i).append("\">").append(Prose.word(dice));
            html.append(' ');
            link(html, from, inText.get(i), dice);
            html.append("</p>\n");
        }
        fill(html, size, dice);
        html.append("</main>\n</body>\n</html>\n");
        return html.toString().getBytes(charset);
    }

    /** Writes one of a few texts without links, equal to those of other places. */
    byte[] copy(int host, int page) {
        int number = new Dice(options.seed(), Purpose.SIZE, host, page).below(DISTINCT_COPIES);
        Dice dice = new Dice(options.seed(), Purpose.TEXT, -2, number);
        StringBuilder html = new StringBuilder(options.medianPageSize() + 1024);
        head(html, "Copy " + number, StandardCharsets.UTF_8);
        fill(html, options.medianPageSize(), dice);
        return html.append("</body>\n</html>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private int size(int host, int page) {
        double gaussian = new Dice(options.seed(), Purpose.SIZE, host, page).gaussian();
        double size = options.medianPageSize() * StrictMath.exp(options.pageSizeSigma() * gaussian);
        return (int) Math.clamp(size, Math.min(SMALLEST_PAGE, options.maxPageSize()), options.maxPageSize());
    }

    private static void head(StringBuilder html, String title, Charset charset) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"")
                .append(charset.name().toLowerCase(Locale.ROOT))
                .append("\">\n<title>")
                .append(title)
                .append("</title>\n<meta name=\"description\" content=\"About ")
                .append(title)
                .append("\">\n<link rel=\"icon\" href=\"data:,\">\n</head>\n<body>\n");
    }

    private void fill(StringBuilder html, int length, Dice dice) {
        while (html.length() < length) {
            html.append(prose.paragraph(dice.below(Prose.paragraphs())));
        }
    }

    private void link(StringBuilder html, Place from, Place to, Dice dice) {
        boolean blanks = dice.below(20) == 0;
        char quote = dice.below(8) == 0 ? '\'' : '"';
        html.append("<a href=").append(quote).append(blanks ? " " : "");
        String path = escape(layout.path(to), dice);
        if (from.host() == to.host() && dice.below(8) != 0) {
            sameHost(html, from, path, dice);
        } else {
            absolute(html, to.host(), path, dice);
        }
        if (dice.below(6) == 0) {
            html.append("#part-").append(dice.below(10));
        }
        html.append(blanks ? "\n" : "").append(quote).append('>');
        html.append(Prose.word(dice)).append(' ').append(Prose.word(dice)).append("</a>");
    }

    private static String escape(String path, Dice dice) {
        return path.indexOf('&') < 0 ? path : path.replace("&", dice.below(3) == 0 ? "&#38;" : "&amp;");
    }

    /** Writes one of the spellings of a reference with a scheme or a host. */
    private void absolute(StringBuilder html, int host, String path, Dice dice) {
        String authority = layout.authority(host);
        String scheme = layout.scheme();
        switch (dice.below(10)) {
            case 0, 1 -> html.append("//").append(authority).append(path);
            case 2 ->
                html.append(scheme)
                        .append("//")
                        .append(authority.toUpperCase(Locale.ROOT))
                        .append(path);
            case 3 ->
                html.append(scheme.toUpperCase(Locale.ROOT))
                        .append("//")
                        .append(authority)
                        .append(path);
            case 4 -> html.append(scheme).append("//").append(authority).append(path.equals("/") ? "" : path);
            default -> html.append(scheme).append("//").append(authority).append(path);
        }
    }

    /** Writes one of the spellings of a reference without a host. */
    private void sameHost(StringBuilder html, Place from, String path, Dice dice) {
        String fromPath = layout.path(from);
        switch (dice.below(6)) {
            case 0, 1 -> {
                int depth = depth(fromPath);
                html.append(depth == 0 ? "./" : "../".repeat(depth)).append(path, 1, path.length());
            }
            case 2 ->
                html.append("/").append(Prose.plainWord(dice)).append("/..").append(path);
            case 3 -> html.append("/.").append(path);
            default -> html.append(path);
        }
    }

    /** Returns how many directories the path is below the root. */
    private static int depth(String path) {
        int query = path.indexOf('?');
        String file = query < 0 ? path : path.substring(0, query);
        return (int) file.chars().filter(letter -> letter == '/').count() - 1;
    }
}
