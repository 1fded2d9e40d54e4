package org.bacalhau.node.storage.url;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentDispositionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "attachment; filename=a.txt|a.txt",
                "attachment;filename = \"a b;c.txt\" ; x=y|a b;c.txt",
                "attachment; filename=\"a\\\"b\\\\c\"|a\"b\\c",
                "attachment; FileName=a.txt|a.txt",
                "attachment; filename=plain; filename*=UTF-8''ext%20%C3%BC+|ext ü+",
                "attachment; filename*=iso-8859-1'en'%FC|ü",
                "attachment; filename*=no-such-charset''x; filename=plain|plain",
                "attachment; filename*=UTF-8''%zz; filename=plain|plain",
                "attachment; filename*=plain; filename=plain|plain",
                "attachment; xfilename=no|",
                "attachment|",
                "``|",
                "attachment; filename|",
            })
    void findsTheName(String header, String name) {
        assertThat(ContentDisposition.fileName(header).orElse(null)).isEqualTo(name);
    }

    @Property
    void readsOrIgnoresAnyHeader(@ForAll String header) {
        assertThat(ContentDisposition.fileName("attachment; filename=" + header))
                .isNotNull();
        assertThat(ContentDisposition.fileName("attachment; filename*=UTF-8''" + header))
                .isNotNull();
    }
}
