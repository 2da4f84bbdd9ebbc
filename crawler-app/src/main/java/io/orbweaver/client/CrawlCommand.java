package io.orbweaver.client;

import io.orbweaver.app.UsageException;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.json.CrawlReader;
import io.orbweaver.json.InvalidJsonException;
import io.orbweaver.json.JsonValue;
import picocli.CommandLine.Parameters;

/** A command about one crawl. */
abstract class CrawlCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "The crawl's id, as 'orbweaver list' shows it.")
    private String id = "";

    CrawlCommand(Console console) {
        super(console);
    }

    @Override
    String whatThereIs() {
        return "list";
    }

    final String id() {
        return id;
    }

    final String path() throws UsageException {
        return crawl(id);
    }

    static CrawlStatus status(Api api, JsonValue json) throws ApiException {
        try {
            return CrawlReader.crawl(json);
        } catch (InvalidJsonException e) {
            throw Problems.unreadable(api.address(), e);
        }
    }

    static CrawlStatus status(Api api, byte[] answer) throws ApiException {
        return status(api, read(api, answer));
    }
}
