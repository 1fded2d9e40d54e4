package org.bacalhau.core.compute.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeRemovalTest {
    @TempDir
    Path temporary;

    private final List<IOException> faults = new ArrayList<>();

    @Test
    void removesWideAndDeepTrees() throws Exception {
        Path top = Files.createDirectory(temporary.resolve("top"));
        Path deep = top;
        for (int i = 0; i < 800; i++) {
            deep = Files.createDirectory(deep.resolve("d"));
        }
        for (int i = 0; i < 200; i++) {
            Path wide = Files.createDirectory(top.resolve("wide-" + i));
            Files.createFile(wide.resolve("file"));
        }

        remove(top);

        assertThat(top).doesNotExist();
        assertThat(faults).isEmpty();
    }

    @Test
    void removesLinksRatherThanWhatTheyPointTo() throws Exception {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("precious"), "x");
        Path top = Files.createDirectory(temporary.resolve("top"));
        Files.createSymbolicLink(top.resolve("to-directory"), outside);
        Files.createSymbolicLink(top.resolve("to-file"), outside.resolve("precious"));
        Files.createSymbolicLink(top.resolve("loop"), top);
        Path link = Files.createSymbolicLink(temporary.resolve("link"), outside);

        remove(top);
        remove(link);

        assertThat(top).doesNotExist();
        assertThat(link).doesNotExist();
        assertThat(outside.resolve("precious")).hasContent("x");
        assertThat(faults).isEmpty();
    }

    @Test
    void removesDirectoriesThatAreClosedToTheirOwner() throws Exception {
        Path top = Files.createDirectory(temporary.resolve("top"));
        Path readOnly = Files.createDirectory(top.resolve("read-only"));
        Files.createFile(readOnly.resolve("file"));
        Path closed = Files.createDirectory(top.resolve("closed"));
        Files.createFile(Files.createDirectory(closed.resolve("inner")).resolve("file"));
        Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-xr-xr-x"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(top, PosixFilePermissions.fromString("r-x------"));

        remove(top);

        assertThat(top).doesNotExist();
        assertThat(faults).isEmpty();
    }

    @Test
    void ignoresWhatIsNotThere() {
        remove(temporary.resolve("nothing"));

        assertThat(faults).isEmpty();
    }

    @Test
    void tellsWhatCannotBeRemovedAndRemovesTheRest() throws Exception {
        // Nobody, not even root, may take something out of it.
        Path immovable = Path.of("/proc/self/fdinfo");
        assumeThat(immovable).isDirectory();

        remove(immovable);

        assertThat(immovable).isDirectory();
        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault)
                        .hasMessageStartingWith("could not remove ")
                        .hasMessageContaining("below /proc/self/fdinfo"));
    }

    private void remove(Path top) {
        TreeRemoval.remove(top, faults::add);
    }
}
