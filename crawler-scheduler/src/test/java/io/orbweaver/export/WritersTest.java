package io.orbweaver.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.PageRecord;
import io.orbweaver.crawl.RecordOnly;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WritersTest {
    @Test
    void jsonlHasEveryFieldOfEveryAnswerOneALine() throws IOException {
        String text = written(
                OutputFormat.JSONL,
                SamplePages.page("https://example.com/é", "A \"b\"\nc"),
                SamplePages.redirect("http://example.com/", "https://example.com/"));

        assertThat(text).isEqualTo("""
                        {"url":"https://example.com/é","finalUrl":null,"host":"example.com","status":200,\
                        "contentType":"text/html","charset":"UTF-8","title":"A \\"b\\"\\nc","bytes":12,\
                        "receivedBytes":10,"truncated":null,"depth":1,"referrer":"https://example.com/",\
                        "fetchedAt":"2026-01-02T03:04:05.678Z","durationMs":42,"ip":"192.0.2.1",\
                        "protocol":"HTTP/1.1","digest":"sha256:ab","duplicateOf":null,\
                        "redirectedFrom":["https://a.example/","https://b.example/"],"links":3,"canonical":null,\
                        "language":"","etag":null,"lastModified":null,"robots":["noindex"],"shard":7}
                        {"url":"http://example.com/","finalUrl":"https://example.com/","host":"example.com",\
                        "status":301,"contentType":null,"charset":null,"title":null,"bytes":0,"receivedBytes":0,\
                        "truncated":null,"depth":0,"referrer":null,"fetchedAt":"1970-01-01T00:00:00Z",\
                        "durationMs":1,"ip":null,"protocol":null,"digest":null,"duplicateOf":null,\
                        "redirectedFrom":[],"links":0,"canonical":null,"language":null,"etag":null,\
                        "lastModified":null,"robots":[],"shard":7}
                        """);
    }

    @Test
    void csvHasAHeaderAndTellsEmptyFromUnknown() throws IOException {
        String text = written(OutputFormat.CSV, SamplePages.page("https://example.com/", "One, \"two\""));

        assertThat(text)
                .isEqualTo("url,finalUrl,host,status,contentType,charset,title,bytes,receivedBytes,truncated,depth,"
                        + "referrer,fetchedAt,durationMs,ip,protocol,digest,duplicateOf,redirectedFrom,links,"
                        + "canonical,language,etag,lastModified,robots,shard\r\n"
                        + "https://example.com/,,example.com,200,text/html,UTF-8,\"One, \"\"two\"\"\",12,10,,1,"
                        + "https://example.com/,2026-01-02T03:04:05.678Z,42,192.0.2.1,HTTP/1.1,sha256:ab,,"
                        + "https://a.example/ https://b.example/,3,,\"\",,,noindex,7\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "=1+1, '=1+1",
                "+1, '+1",
                "-1, '-1",
                "@SUM(A1), '@SUM(A1)",
                "`=\"a\"`, `\"'=\"\"a\"\"\"`",
                "a=1, a=1",
            })
    void textThatASpreadsheetWouldRunGetsAnApostrophe(String title, String cell) throws IOException {
        assertThat(written(OutputFormat.CSV, SamplePages.page("https://example.com/", title)))
                .contains(",UTF-8," + cell + ",12,");
    }

    @Test
    void theUrlListHasPagesOnly() throws IOException {
        String text = written(
                OutputFormat.URLS,
                SamplePages.redirect("http://example.com/", "https://example.com/"),
                SamplePages.page("https://example.com/", null));

        assertThat(text).isEqualTo("https://example.com/\n");
    }

    private static String written(OutputFormat format, PageRecord... pages) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PageWriter writer = switch (format) {
            case JSONL -> new JsonlWriter(out, null);
            case CSV -> new CsvWriter(out);
            case URLS -> new UrlListWriter(out);
            case WARC, CDXJ -> throw new IllegalArgumentException("not one of records alone: " + format);
        }) {
            for (PageRecord page : pages) {
                writer.write(RecordOnly.of(page));
            }
        }
        return out.toString(UTF_8);
    }
}
