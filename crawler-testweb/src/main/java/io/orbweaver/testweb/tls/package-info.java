/**
 * Certificates for servers on loopback, good and bad, and the authority that signed them. They are kept in a key store
 * whose keys protect nothing. {@code keytool} made it, with {@code -genkeypair -keyalg EC -groupname secp256r1} for each
 * alias, and {@code -signer authority} for all but the authority and the self-signed one.
 */
@NullMarked
package io.orbweaver.testweb.tls;

import org.jspecify.annotations.NullMarked;
