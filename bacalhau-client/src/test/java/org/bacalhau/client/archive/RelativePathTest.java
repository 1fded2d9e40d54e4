package org.bacalhau.client.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelativePathTest {
    private static final Path ROOT = Path.of("/root/of/it");

    @ParameterizedTest
    @CsvSource({"a,a", "a/b,a/b", "./a,a", "a//b/,a/b", "a/./b,a/b", "...,...", ".hidden/x,.hidden/x", "a b,a b"})
    void keepsNamesAndDropsWhatMeansNothing(String text, String path) {
        assertThat(RelativePath.parse(text)).hasToString(path);
        assertThat(RelativePath.parse(text).in(ROOT)).isEqualTo(ROOT.resolve(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "/etc/passwd", "..", "../x", "a/../b", "a/..", "a\\b", "\\x", "C:/x", "a/D:", "a\nb"})
    void refusesWhatIsNoPathBelowADirectory(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> RelativePath.parse(text));
    }

    @Test
    void refusesNamesThatCannotBeStored() {
        assertThatIllegalArgumentException().isThrownBy(() -> RelativePath.parse("a\0b"));
        assertThatIllegalArgumentException().isThrownBy(() -> RelativePath.parse("ü".repeat(128)));
        assertThatIllegalArgumentException().isThrownBy(() -> RelativePath.parse("half a pair \ud800"));
        assertThat(RelativePath.parse("ü".repeat(127)).depth()).isEqualTo(1);
    }

    @Test
    void namesTheDirectoryItself() {
        assertThat(RelativePath.parse("./").isRoot()).isTrue();
        assertThat(RelativePath.parse(".").in(ROOT)).isEqualTo(ROOT);
    }

    @Property
    void neverLeavesTheDirectory(@ForAll("paths") String text) {
        RelativePath path;
        try {
            path = RelativePath.parse(text);
        } catch (IllegalArgumentException refused) {
            return;
        }

        Path resolved = path.in(ROOT);

        assertThat(resolved.startsWith(ROOT)).isTrue();
        assertThat(resolved.normalize()).isEqualTo(resolved);
        assertThat(resolved.getNameCount()).isEqualTo(ROOT.getNameCount() + path.depth());
    }

    @Property
    void readsWhatItWrites(@ForAll("paths") String text) {
        RelativePath path;
        try {
            path = RelativePath.parse(text);
        } catch (IllegalArgumentException refused) {
            return;
        }
        if (!path.isRoot()) {
            assertThat(RelativePath.parse(path.toString())).isEqualTo(path);
        }
    }

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of("..", ".", "/", "\\", "", "C:", "a", "b c", "\0", "/..", "../"),
                Arbitraries.strings().ofMaxLength(6));
        return pieces.list().ofMaxSize(8).map(list -> String.join("", list));
    }
}
