package io.orbweaver.simulation;

import io.orbweaver.simulation.SimulatedPage.Trouble;
import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sitemap of the simulated web. Filled while the web is made, fixed afterwards. */
final class SimulatedSitemap {
    boolean index;
    /** Pages, or of an index sitemaps. */
    final List<Url> urls = new ArrayList<>();

    @Nullable
    Url location;

    /** Never one that strains the host. */
    Trouble trouble = Trouble.NONE;
}
