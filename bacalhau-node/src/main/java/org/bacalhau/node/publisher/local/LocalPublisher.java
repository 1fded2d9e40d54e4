package org.bacalhau.node.publisher.local;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Map;
import org.bacalhau.client.archive.ArchiveWriter;
import org.bacalhau.client.archive.DiskSpace;
import org.bacalhau.client.archive.Interruptions;
import org.bacalhau.client.archive.RelativePath;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.publisher.PublishRequest;
import org.bacalhau.core.publisher.Publisher;

/**
 * Packs results into {@code <directory>/<execution id>.tar.gz}. Safe for any thread.
 *
 * <p>The published result is a source of type {@code urlDownload} with the parameters {@code URL} (a {@code file:} URL,
 * unless {@link ArchiveAddresses} say otherwise), {@code Size} (of the archive, in bytes), {@code SHA256} (of the archive,
 * in hex), and {@code Skipped} (how many entries were left out: symbolic links that lead out of the result or nowhere,
 * devices, pipes, sockets) if there were any.
 *
 * <p>Publishing an execution again replaces its archive. A full disk fails with {@code RESOURCE_EXHAUSTED}. No failure
 * leaves a file behind; what a crash left behind is removed by a later publisher on the same directory, a day after.
 */
public final class LocalPublisher implements Publisher {
    /** The publisher type. */
    public static final String TYPE = "local";

    private static final String RESULT_TYPE = "urlDownload";
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path directory;
    private final PartialArchives partials;
    private final ArchiveAddresses addresses;
    private final Opener opener;

    /**
     * Creates a publisher whose archives others find by their place on this machine.
     *
     * @param directory where archives go; made when it is first needed
     */
    public LocalPublisher(Path directory) {
        this(directory, InstantSource.system());
    }

    /** Creates a publisher that tells the age of leftovers by {@code clock}. */
    public LocalPublisher(Path directory, InstantSource clock) {
        this(directory, clock, ArchiveAddresses.FILES);
    }

    /** Creates a publisher whose archives others find by {@code addresses}. */
    public LocalPublisher(Path directory, InstantSource clock, ArchiveAddresses addresses) {
        this(directory, clock, addresses, file -> FileChannel.open(file, StandardOpenOption.WRITE));
    }

    LocalPublisher(Path directory, InstantSource clock, ArchiveAddresses addresses, Opener opener) {
        this.directory = directory.toAbsolutePath();
        this.partials = new PartialArchives(this.directory, clock);
        this.addresses = addresses;
        this.opener = opener;
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** Tells whether archives can be written to the directory. */
    @Override
    public boolean isAvailable() {
        try {
            Files.createDirectories(directory);
            return Files.isWritable(directory);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public SpecConfig publish(PublishRequest request) throws IOException, InterruptedException {
        String id = request.executionId().value();
        String name = id + ".tar.gz";
        if (!RelativePath.isSegment(name)) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "execution id \"" + id + "\" cannot be a file name",
                    "use ids made of letters, digits and dashes");
        }
        return Interruptions.unmasked(() -> {
            try {
                return publish(request.resultDirectory(), name);
            } catch (IOException e) {
                throw DiskSpace.explain(e, "the result " + name, directory);
            }
        });
    }

    private SpecConfig publish(Path result, String name) throws IOException, InterruptedException {
        Packed packed = pack(result, name);
        PublishedArchive archive = packed.archive();
        SpecConfig published =
                SpecConfig.of(RESULT_TYPE).with("Size", archive.size()).with("SHA256", archive.sha256());
        if (packed.skipped() > 0) {
            published = published.with("Skipped", packed.skipped());
        }
        for (Map.Entry<String, Object> parameter : addresses.advertise(archive).entrySet()) {
            published = published.with(parameter.getKey(), parameter.getValue());
        }
        return published;
    }

    private record Packed(PublishedArchive archive, long skipped) {}

    private Packed pack(Path result, String name) throws IOException, InterruptedException {
        Path file = directory.resolve(name);
        Path partial = partials.create(name);
        try (FileChannel channel = opener.open(partial)) {
            HashingOutputStream hashed = new HashingOutputStream(
                    Hashing.sha256(), new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
            long skipped = ArchiveWriter.write(result, ".", hashed);
            channel.force(true);
            long size = channel.size();
            channel.close(); // Windows moves no open file
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            syncDirectory();
            return new Packed(new PublishedArchive(file, size, hashed.hash().toString()), skipped);
        } finally {
            // Not there any more if all went well.
            Files.deleteIfExists(partial);
        }
    }

    /** Makes the rename itself durable, where the system can: Windows does not open directories. */
    private void syncDirectory() {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The archive is complete and in place; at worst a power failure takes it, as on such systems always.
        }
    }

    /** Opens the file that an archive is written to. A seam for disks that fail. */
    interface Opener {
        FileChannel open(Path file) throws IOException;
    }
}
