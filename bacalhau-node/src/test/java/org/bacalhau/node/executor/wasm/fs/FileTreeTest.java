package org.bacalhau.node.executor.wasm.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {

    private static void assertErrno(ThrowingCallable call, Errno errno) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
    }

    @TempDir
    private Path directory;

    private final FileTree tree = new FileTree();

    @BeforeEach
    void mount() throws IOException {
        Path data = Files.createDirectories(directory.resolve("data/sub"));
        Files.writeString(data.resolve("file"), "content");
        tree.mount("/a/data", data.getParent(), true);
        tree.mount("b", data.resolve("file"), false);
    }

    private Path find(String path) throws ErrnoException {
        Node node = tree.resolve(tree.root(), path, true).existing();
        return directory.relativize(((HostFile) node).path());
    }

    @Test
    void findsFilesInMounts() throws Exception {
        assertThat(find("a/data/sub/file")).isEqualTo(Path.of("data/sub/file"));
        assertThat(find("a//data/./sub/../sub/file")).isEqualTo(Path.of("data/sub/file"));
        assertThat(find("a/../b")).isEqualTo(Path.of("data/sub/file"));
    }

    @Test
    void listsTheVirtualPart() throws Exception {
        Listing root = Listing.of(tree.root());
        Listing data = Listing.of(tree.resolve(tree.root(), "a/data", true).existing());

        assertThat(IntStream.range(0, root.size()).mapToObj(root::name)).containsExactly(".", "..", "a", "b");
        assertThat(root.stat(2).type()).isEqualTo(FileType.DIRECTORY);
        assertThat(root.stat(3).type()).isEqualTo(FileType.REGULAR_FILE);
        assertThat(IntStream.range(0, data.size()).mapToObj(data::name)).containsExactly(".", "..", "sub");
    }

    @Test
    void refusesPathsThatLeaveTheStart() throws Exception {
        Node sub = tree.resolve(tree.root(), "a/data/sub", true).existing();

        assertErrno(() -> tree.resolve(tree.root(), "..", true), Errno.NOTCAPABLE);
        assertErrno(() -> tree.resolve(tree.root(), "a/../../b", true), Errno.NOTCAPABLE);
        assertErrno(() -> tree.resolve(tree.root(), "/b", true), Errno.NOTCAPABLE);
        assertErrno(() -> tree.resolve(sub, "..", true), Errno.NOTCAPABLE);
        assertErrno(() -> tree.resolve(sub, "x/../..", true), Errno.NOENT);
    }

    @Test
    void refusesWhatIsNoPath() {
        assertErrno(() -> tree.resolve(tree.root(), "", true), Errno.NOENT);
        assertErrno(() -> tree.resolve(tree.root(), "x/y", true), Errno.NOENT);
        assertErrno(() -> tree.resolve(tree.root(), "b/y", true), Errno.NOTDIR);
        assertErrno(() -> tree.resolve(tree.root(), "b/", true), Errno.NOTDIR);
        assertErrno(() -> tree.resolve(tree.root(), "a/data/" + "n".repeat(300), true), Errno.NAMETOOLONG);
        assertErrno(() -> tree.resolve(tree.root(), "x/".repeat(3000), true), Errno.NAMETOOLONG);
    }

    @Test
    void givesUpOnLinksInACircle() throws Exception {
        Files.createSymbolicLink(directory.resolve("data/one"), Path.of("two"));
        Files.createSymbolicLink(directory.resolve("data/two"), Path.of("one"));

        assertErrno(() -> tree.resolve(tree.root(), "a/data/one", true), Errno.LOOP);
        assertThat(tree.resolve(tree.root(), "a/data/one", false)
                        .existing()
                        .stat()
                        .type())
                .isEqualTo(FileType.SYMBOLIC_LINK);
    }

    @Test
    void noticesALinkInPlaceOfAnOpenDirectory() throws Exception {
        Node sub = tree.resolve(tree.root(), "a/data/sub", true).existing();
        Files.move(directory.resolve("data/sub"), directory.resolve("data/moved"));
        Files.createSymbolicLink(directory.resolve("data/sub"), directory);

        assertErrno(() -> tree.resolve(sub, "file", true), Errno.NOTDIR);
        assertErrno(() -> Listing.of(sub), Errno.NOTDIR);
    }

    @Test
    void mountsNothingTwiceOrInAMount() throws Exception {
        assertThat(tree.mount("/b", directory, true)).isFalse();
        assertThat(tree.mount("/b/c", directory, true)).isFalse();
        assertThat(tree.mount("/a/data/sub", directory, true)).isFalse();
        assertThat(tree.mount("/a", directory, true)).isFalse();
        assertThat(tree.mount("/a/other", directory, true)).isTrue();
        assertThatThrownBy(() -> tree.mount("/", directory, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.mount("/x/../y", directory, true)).isInstanceOf(IllegalArgumentException.class);
    }
}
