package io.orbweaver.fetch;

import io.orbweaver.url.Url;
import java.util.Map;

/**
 * One request to make.
 *
 * @param maxBody bytes after decoding where the body is cut; 0 = the most the fetcher can hold
 * @param connectionsPerHost connections to this host that may be open at once
 * @param headers fields beside the usual ones (user agent, accept …)
 * @param sink where the decoded body goes as it arrives
 */
public record FetchRequest(Url url, long maxBody, int connectionsPerHost, Map<String, String> headers, BodySink sink) {}
