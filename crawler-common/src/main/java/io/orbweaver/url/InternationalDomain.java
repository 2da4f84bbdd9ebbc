package io.orbweaver.url;

import com.ibm.icu.text.IDNA;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The WHATWG URL Standard's "domain to ASCII" (section 3.3) for names with labels that are or should be punycode:
 * Unicode IDNA Compatibility Processing (UTS #46), not transitional, not strict. Stateless, safe in any thread.
 *
 * <p>It takes ICU because the JDK's {@code java.net.IDN} is IDNA2003 over Unicode 3.2: it maps "ß" to "ss" and so leads
 * to other sites than browsers do, and refuses later scripts. ICU is large (15 MB) but loaded only when the first such
 * name is met; hosts in plain ASCII never come here.
 */
final class InternationalDomain {
    private static final IDNA UTS46 = IDNA.getUTS46Instance(
            IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE);

    // CheckHyphens and VerifyDnsLength are false in the standard; lengths are checked on the finished name.
    private static final Set<IDNA.Error> ALLOWED = EnumSet.of(
            IDNA.Error.HYPHEN_3_4,
            IDNA.Error.LEADING_HYPHEN,
            IDNA.Error.TRAILING_HYPHEN,
            IDNA.Error.EMPTY_LABEL,
            IDNA.Error.LABEL_TOO_LONG,
            IDNA.Error.DOMAIN_NAME_TOO_LONG);

    private InternationalDomain() {}

    /** Returns the name in lower-case ASCII, or null where it is no valid name. */
    static @Nullable String toAscii(String name) {
        IDNA.Info info = new IDNA.Info();
        String ascii = UTS46.nameToASCII(name, new StringBuilder(), info).toString();
        return ALLOWED.containsAll(info.getErrors()) ? ascii : null;
    }
}
