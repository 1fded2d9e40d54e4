package org.bacalhau.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.client.api.ApiSpecConfig;
import org.bacalhau.client.api.Json;
import org.bacalhau.core.model.BacalhauException;

/** What a client can do with results of jobs. Safe for any thread. */
public final class Results {
    private final ClientParts parts;

    Results(ClientParts parts) {
        this.parts = parts;
    }

    /** Returns where the results of a job lie: one for each execution that published something. */
    public List<ApiSpecConfig> list(String jobId) {
        return Futures.await(listAsync(jobId));
    }

    /** Returns where the results of a job lie: one for each execution that published something. */
    public CompletableFuture<List<ApiSpecConfig>> listAsync(String jobId) {
        return Futures.map(
                parts.calls().send(ApiCall.get("orchestrator", "jobs", ApiCall.id("job", jobId), "results")),
                answer -> Json.readList(answer.body(), ApiSpecConfig.class).items());
    }

    /** Downloads one result; see {@link #downloadAsync}. */
    public DownloadedResult download(ApiSpecConfig result, Path directory, DownloadOptions options) {
        return Futures.await(downloadAsync(result, directory, options));
    }

    /**
     * Downloads one result, of type {@code urlDownload} or {@code s3PreSigned}. A broken connection is taken up again, and
     * the size and the SHA-256 are checked where they are known. An archive is unpacked, without anything of it getting
     * out of the directory.
     *
     * @param directory where its files go: it does not exist, or is empty. It gets all of them at once, or stays as it is
     * @return fails with {@code UNSUPPORTED} for other types, {@code ALREADY_EXISTS} if the directory has files, {@code
     *     UPSTREAM_FAILED} if the file cannot be had, {@code INPUT_UNAVAILABLE} if the archive is damaged or hostile,
     *     {@code RESOURCE_EXHAUSTED} if it is larger than the options or the disk allow
     */
    public CompletableFuture<DownloadedResult> downloadAsync(
            ApiSpecConfig result, Path directory, DownloadOptions options) {
        try {
            return start(ResultLocation.of(result), directory, options);
        } catch (BacalhauException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<DownloadedResult> start(
            ResultLocation location, Path directory, DownloadOptions options) {
        ResultDownload download = new ResultDownload(parts, location, directory, options);
        CompletableFuture<DownloadedResult> result = parts.inBackground(download::run);
        Futures.whenDone(result, (done, failure) -> {
            if (result.isCancelled()) {
                download.cancel();
            }
        });
        return result;
    }

    /** Downloads all results of a job; see {@link #downloadAllAsync}. */
    public List<DownloadedResult> downloadAll(String jobId, Path directory, DownloadOptions options) {
        return Futures.await(downloadAllAsync(jobId, directory, options));
    }

    /**
     * Downloads all results of a job, one after the other, each into a directory of its own inside {@code directory} that
     * has the name of the published file. The first that fails ends it; those before are there then.
     *
     * @return what was downloaded, in the node's order; nothing if the job has published nothing
     */
    public CompletableFuture<List<DownloadedResult>> downloadAllAsync(
            String jobId, Path directory, DownloadOptions options) {
        return Futures.then(listAsync(jobId), results -> {
            List<ResultLocation> locations =
                    results.stream().map(ResultLocation::of).toList();
            List<String> names = distinctNames(locations);
            CompletableFuture<List<DownloadedResult>> done = CompletableFuture.completedFuture(List.of());
            for (int i = 0; i < locations.size(); i++) {
                ResultLocation location = locations.get(i);
                Path own = directory.resolve(names.get(i));
                done = Futures.then(
                        done, before -> Futures.map(start(location, own, options), last -> with(before, last)));
            }
            return done;
        });
    }

    private static List<DownloadedResult> with(List<DownloadedResult> before, DownloadedResult last) {
        List<DownloadedResult> all = new ArrayList<>(before);
        all.add(last);
        return List.copyOf(all);
    }

    static List<String> distinctNames(List<ResultLocation> locations) {
        Set<String> taken = new HashSet<>();
        return locations.stream()
                .map(location -> {
                    String name = location.name();
                    for (int n = 2; !taken.add(name); n++) {
                        name = location.name() + "-" + n;
                    }
                    return name;
                })
                .toList();
    }
}
