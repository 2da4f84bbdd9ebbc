package io.orbweaver.admission;

/** How far from its seeds a crawl goes. Seeds have depth 0, their links 1. Pure. */
public final class DepthRule {
    private DepthRule() {}

    /**
     * Returns whether a URL of that depth belongs to the crawl.
     *
     * @param maxDepth zero means no limit
     */
    public static boolean allows(int depth, int maxDepth) {
        return maxDepth == 0 || depth <= maxDepth;
    }
}
