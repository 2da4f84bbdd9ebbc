package io.orbweaver.parse;

import io.orbweaver.url.Url;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the links of a feed as it streams in: RSS 0.9x, 1.0 and 2.0, and Atom (RFC 4287), told apart by the root element.
 * XML with another root is not read. Links are those of the feed itself and of its items, with their permanent links;
 * what is enclosed or quoted is not followed. Of Atom's relations count {@code alternate} and the pages of a feed and of
 * its archive (RFC 5005). Keeps the links, the open elements and one text, each bounded.
 */
final class FeedParser implements PageParser, XmlTokenizer.Listener {

    /** Open elements; a feed that nests deeper is read up to there. */
    static final int MAX_DEPTH = 256;

    private static final int MAX_PREFIXES = 100;
    private static final Set<String> ATOM = Set.of("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#");
    private static final Set<String> RSS = Set.of(
            "http://purl.org/rss/1.0/",
            "http://my.netscape.com/rdf/simple/0.9/",
            "http://channel.netscape.com/rdf/simple/0.9/");
    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final Set<String> HOLDERS = Set.of("channel", "item", "feed", "entry");
    private static final Set<String> RELATIONS =
            Set.of("", "alternate", "next", "previous", "prev-archive", "next-archive");

    /**
     * An open element.
     *
     * @param holder whether links in it are links of the feed or of an item
     * @param prefixes of namespaces → their names
     */
    private record Scope(String name, boolean holder, Url base, Map<String, String> prefixes) {}

    /** An element whose text is a link. {@code depth}: of open elements, itself included. */
    private record Awaited(int depth, Url base, boolean absolute) {}

    private final Url document;
    private final XmlTokenizer tokenizer = new XmlTokenizer(this);
    private final XmlText text;
    private final Deque<Scope> open = new ArrayDeque<>();
    private final Set<Url> links = new LinkedHashSet<>();
    private @Nullable Awaited awaited;
    private boolean feed;
    private boolean over;

    /** @param charset label from the Content-Type field, null where it gives none */
    FeedParser(Url document, @Nullable String charset) {
        this.document = document;
        this.text = new XmlText(charset, tokenizer);
    }

    @Override
    public void feed(byte[] buffer, int offset, int length) {
        if (!over) {
            text.feed(buffer, offset, length);
        }
    }

    @Override
    public int holds() {
        return text.holds();
    }

    @Override
    public ParsedPage end() {
        Encoding encoding = text.end();
        if (!feed) {
            return ParsedPage.NOTHING;
        }
        List<ParsedPage.Link> found = new ArrayList<>(links.size());
        links.forEach(link -> found.add(new ParsedPage.Link(link, false)));
        return new ParsedPage(encoding.name(), null, List.copyOf(found), null, null, null, List.of(), false);
    }

    @Override
    public void start(String name, Map<String, String> attributes, boolean empty) {
        if (over) {
            return;
        }
        Scope parent = open.peek();
        Map<String, String> prefixes = prefixes(parent, attributes);
        int colon = name.indexOf(':');
        String local = name.substring(colon + 1);
        String namespace = prefixes.getOrDefault(colon < 0 ? "" : name.substring(0, colon), "");
        boolean atom = ATOM.contains(namespace);
        boolean rss = !atom && (colon < 0 || RSS.contains(namespace));
        if (parent == null) {
            feed = atom && local.equals("feed")
                    || rss && local.equals("rss")
                    || local.equals("RDF") && namespace.equals(RDF);
        }
        if (!feed || open.size() >= MAX_DEPTH) {
            over = true;
            return;
        }
        Url base = base(parent, attributes);
        if (parent != null && parent.holder()) {
            if (atom && local.equals("link")) {
                atomLink(base, attributes);
            } else if (rss && !empty) {
                await(local, base, attributes);
            }
        }
        if (!empty) {
            open.push(new Scope(name, (atom || rss) && HOLDERS.contains(local), base, prefixes));
        }
    }

    @Override
    public void end(String name) {
        Scope inner = open.peek();
        boolean matches = inner != null && inner.name().equals(name);
        if (over || !matches && open.stream().noneMatch(scope -> scope.name().equals(name))) {
            return;
        }
        // What was left open within it ends with it.
        while (!open.pop().name().equals(name)) {
            continue;
        }
        if (awaited != null && open.size() < awaited.depth()) {
            String reference = tokenizer.takeText();
            if (reference != null) {
                add(
                        awaited.absolute()
                                ? Url.parse(reference)
                                : reference.isBlank() ? null : awaited.base().resolve(reference));
            }
            awaited = null;
        }
        over = open.isEmpty();
    }

    private static Map<String, String> prefixes(@Nullable Scope parent, Map<String, String> attributes) {
        Map<String, String> inherited = parent == null ? Map.of() : parent.prefixes();
        Map<String, String> all = inherited;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            String name = attribute.getKey();
            if (name.equals("xmlns") || name.startsWith("xmlns:")) {
                all = all == inherited ? new HashMap<>(inherited) : all;
                if (all.size() < MAX_PREFIXES) {
                    all.put(name.equals("xmlns") ? "" : name.substring("xmlns:".length()), attribute.getValue());
                }
            }
        }
        return all;
    }

    /** XML Base section 3: relative to that of the element around it. */
    private Url base(@Nullable Scope parent, Map<String, String> attributes) {
        Url outer = parent == null ? document : parent.base();
        String written = attributes.get("xml:base");
        Url base = written == null ? null : outer.resolve(written);
        return base == null ? outer : base;
    }

    private void atomLink(Url base, Map<String, String> attributes) {
        String reference = attributes.get("href");
        if (reference != null && RELATIONS.contains(attributes.getOrDefault("rel", ""))) {
            add(base.resolve(reference));
        }
    }

    /** A {@code guid} is a URL unless it says otherwise, but many that do not are none: so only absolute ones count. */
    private void await(String name, Url base, Map<String, String> attributes) {
        boolean guid = name.equals("guid") && !"false".equalsIgnoreCase(attributes.get("isPermaLink"));
        if (awaited == null && (guid || name.equals("link"))) {
            awaited = new Awaited(open.size() + 1, base, guid);
            tokenizer.askForText();
        }
    }

    private void add(@Nullable Url target) {
        if (target != null && links.size() < PageFacts.MAX_LINKS) {
            links.add(target);
        }
    }
}
