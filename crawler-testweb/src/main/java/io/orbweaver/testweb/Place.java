package io.orbweaver.testweb;

import io.orbweaver.testweb.journal.VisitKind;

/**
 * Something that has a URL on the synthetic web.
 *
 * @param page the page itself, or the page that links here where the kind is one of a companion; zero for others
 */
record Place(VisitKind kind, int host, int page) {
    static Place page(int host, int page) {
        return new Place(VisitKind.PAGE, host, page);
    }
}
