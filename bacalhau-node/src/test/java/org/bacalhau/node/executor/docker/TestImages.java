package org.bacalhau.node.executor.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Images of one static program, Debian's busybox, put together when they are first needed. Without state. */
final class TestImages {
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final String NAME = "bacalhau-test/busybox";

    private TestImages() {}

    private static final class Holder {
        private static final String BUSYBOX_IMAGE = imported(NAME + ":plain");
    }

    /** Returns an image with a shell and the usual tools, the command {@code sh}, no entry point, and root as user. */
    static String busybox() {
        return Holder.BUSYBOX_IMAGE;
    }

    /** Returns an image with the same files and changes in the words of a Dockerfile. */
    static String changed(String tag, String... changes) {
        return imported(NAME + ":" + tag, changes);
    }

    /** Returns an image with one empty layer that says it is for another architecture. */
    static String forPlatform(String architecture) {
        String name = NAME + ":" + architecture;
        byte[] layer = archive(tar -> addDirectory(tar, "empty/", 0755));
        String config = "{\"architecture\": \"" + architecture + "\", \"os\": \"linux\", \"config\": {}, "
                + "\"rootfs\": {\"type\": \"layers\", \"diff_ids\": [\"sha256:"
                + Hashing.sha256().hashBytes(layer) + "\"]}}";
        String manifest =
                "[{\"Config\": \"config.json\", \"RepoTags\": [\"" + name + "\"], \"Layers\": [\"layer.tar\"]}]";
        byte[] image = archive(tar -> {
            addFile(tar, "config.json", config.getBytes(UTF_8), 0644);
            addFile(tar, "manifest.json", manifest.getBytes(UTF_8), 0644);
            addFile(tar, "layer.tar", layer, 0644);
        });
        DockerCli.run(image, "load");
        return name;
    }

    private static String imported(String name, String... changes) {
        List<String> words = new ArrayList<>(List.of("import", "--change", "CMD [\"/bin/sh\"]"));
        for (String change : changes) {
            words.addAll(List.of("--change", change));
        }
        words.addAll(List.of("-", name));
        DockerCli.run(fileSystem(), words.toArray(new String[0]));
        return name;
    }

    private static byte[] fileSystem() {
        return archive(tar -> {
            addDirectory(tar, "bin/", 0755);
            addDirectory(tar, "etc/", 0755);
            addDirectory(tar, "tmp/", 01777);
            addFile(tar, "bin/busybox", Files.readAllBytes(BUSYBOX), 0755);
            addFile(tar, "etc/passwd", "root:x:0:0::/:/bin/sh\nworker:x:1234:1234::/:/bin/sh\n".getBytes(UTF_8), 0644);
            for (String applet : applets()) {
                TarArchiveEntry link = new TarArchiveEntry("bin/" + applet, TarConstants.LF_SYMLINK);
                link.setLinkName("busybox");
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
            }
        });
    }

    /** What is in an archive. */
    private interface Content {
        void addTo(TarArchiveOutputStream tar) throws IOException;
    }

    private static byte[] archive(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            content.addTo(tar);
        } catch (IOException e) {
            throw new AssertionError("could not make an image; is Debian's busybox-static installed?", e);
        }
        return bytes.toByteArray();
    }

    private static List<String> applets() throws IOException {
        Process list = new ProcessBuilder(BUSYBOX.toString(), "--list").start();
        return new String(list.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .filter(name -> !name.equals("busybox"))
                .toList();
    }

    private static void addDirectory(TarArchiveOutputStream tar, String name, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static void addFile(TarArchiveOutputStream tar, String name, byte[] content, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
