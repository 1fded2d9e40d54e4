package org.bacalhau.node.executor.wasm.fs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever the path and the links, what is found lies in the mount. */
class FileTreeContainmentTest {
    private static Path outside;
    private static FileTree tree;
    private static Path root;

    @BeforeContainer
    static void createFiles() throws IOException {
        outside = Files.createTempDirectory("containment").toRealPath();
        Files.writeString(outside.resolve("secret"), "secret");
        root = Files.createDirectories(outside.resolve("mount/d/e"));
        root = root.getParent().getParent();
        Files.writeString(root.resolve("f"), "f");
        Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("d/upup"), Path.of("../.."));
        Files.createSymbolicLink(root.resolve("d/e/far"), Path.of("../../../secret"));
        Files.createSymbolicLink(root.resolve("abs"), outside);
        Files.createSymbolicLink(root.resolve("in"), Path.of("d/e"));
        Files.createSymbolicLink(root.resolve("d/top"), Path.of("/m/f"));
        tree = new FileTree();
        tree.mount("m", root, true);
    }

    @AfterContainer
    static void removeFiles() throws IOException {
        MoreFiles.deleteRecursively(outside);
    }

    @Property(tries = 2000)
    void neverLeavesTheMount(@ForAll("paths") String path, @ForAll boolean follow) throws IOException {
        try {
            Target target = tree.resolve(tree.root(), path, follow);
            if (target.node() instanceof HostFile file) {
                Path parent = file.path().equals(root) ? root : file.path().getParent();
                assertThat(parent.toRealPath()).isEqualTo(parent).startsWith(root);
            }
            if (target.node() == null && target.parent() instanceof HostFile parent) {
                assertThat(parent.path().toRealPath()).isEqualTo(parent.path()).startsWith(root);
            }
        } catch (ErrnoException e) {
            assertThat(e.errno()).isIn(Errno.NOENT, Errno.NOTDIR, Errno.NOTCAPABLE, Errno.LOOP, Errno.NAMETOOLONG);
        }
    }

    @Provide
    static Arbitrary<String> paths() {
        return Arbitraries.of("m", "d", "e", "f", "up", "upup", "far", "abs", "in", "top", "..", ".", "", "secret")
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(parts -> "m/" + String.join("/", parts));
    }
}
