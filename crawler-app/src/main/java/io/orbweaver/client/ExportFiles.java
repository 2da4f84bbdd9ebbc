package io.orbweaver.client;

import io.orbweaver.app.UsageException;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.CrawlStatus.State;
import io.orbweaver.export.Exports;
import io.orbweaver.export.OutputFormat;
import io.orbweaver.terminal.Quantities;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/**
 * Exports to files, which get their names when all of them are complete, and have {@code .part} behind them until then.
 * An index names the archive it is beside, and both are of the same moment: a crawl that still fetches has none. One
 * thread.
 */
final class ExportFiles {
    private static final int BUFFER = 64 << 10;

    private final Api api;
    private final Console console;
    private final String crawl;
    private final boolean quiet;

    ExportFiles(Api api, Console console, String id, boolean quiet) throws UsageException {
        this.api = api;
        this.console = console;
        this.crawl = RemoteCommand.crawl(id);
        this.quiet = quiet;
    }

    void write(List<Path> files) throws ApiException, IOException {
        boolean index = files.stream().anyMatch(file -> OutputFormat.of(file) == OutputFormat.CDXJ);
        CrawlStatus before = CrawlCommand.status(api, api.get(crawl));
        if (index && !rests(before)) {
            throw wrong("still fetches, and its archive would outgrow the index: pause it first");
        }
        try {
            for (Path file : files) {
                write(before.id(), files, file);
            }
        } catch (ApiException | IOException e) {
            console.say("What came so far lies in files that end in .part.");
            throw e;
        }
        CrawlStatus after = index ? CrawlCommand.status(api, api.get(crawl)) : before;
        if (!after.counts().byStatus().equals(before.counts().byStatus())) {
            throw wrong("went on meanwhile, and its index may not fit the archive: pause it and export again");
        }
        for (Path file : files) {
            Files.move(Exports.part(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            if (!quiet) {
                console.say("Written: " + file + " (" + Quantities.bytes(Files.size(file)) + ")");
            }
        }
    }

    private static ApiException wrong(String why) {
        return new ApiException(0, List.of("The crawl " + why + ", or leave the .cdxj out."));
    }

    private static boolean rests(CrawlStatus status) {
        boolean resting = status.state() != State.RUNNING && status.state() != State.STOPPING;
        return resting && status.counts().inFlight() == 0;
    }

    private void write(long id, List<Path> files, Path file) throws ApiException, IOException {
        OutputFormat format = Objects.requireNonNull(OutputFormat.of(file), "checked before");
        try (InputStream in = ExportCommand.open(api, crawl, format);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(Exports.part(file)), BUFFER)) {
            if (format == OutputFormat.CDXJ) {
                Path archive = Exports.archive(files, file);
                IndexCopy.copy(in, out, "crawl-" + id + ".warc.gz", String.valueOf(archive.getFileName()));
            } else {
                in.transferTo(out);
            }
        } catch (BodyStream.BrokenException e) {
            throw Problems.away(api.address(), e);
        }
    }
}
