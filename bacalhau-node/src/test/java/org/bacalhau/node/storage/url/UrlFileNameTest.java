package org.bacalhau.node.storage.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bacalhau.node.storage.url.TestServer.send;

import org.bacalhau.core.storage.PreparedInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a downloaded file is called. */
class UrlFileNameTest extends UrlStorageFixture {
    @Test
    void downloadsBelowTheTarget() throws Exception {
        server.serve("/data/horses.csv", "a,b");

        PreparedInput prepared = prepare("/data/horses.csv?token=1");

        assertThat(prepared.source()).isEqualTo(directory.resolve("horses.csv")).hasContent("a,b");
        assertThat(prepared.target()).isEqualTo("/inputs/horses.csv");
        assertThat(prepared.readOnly()).isTrue();
        assertThat(directory).isDirectoryContaining("glob:**/horses.csv").isDirectoryNotContaining("glob:**/*.part");
    }

    @ParameterizedTest
    @CsvSource({
        "/200/300.jpg, 300.jpg",
        "/cdn/300/, 300",
        "/cdn/300//, 300",
        "/a%20b.txt, a b.txt",
        "/x/%2e%2e%2fevil, evil",
        "/x/..%5Cevil, evil",
        "/download.part, download.part",
    })
    void takesTheNameFromTheUrl(String path, String name) throws Exception {
        server.serve("/", "x");

        assertThat(prepare(path).source()).isEqualTo(directory.resolve(name)).hasContent("x");
    }

    @Test
    void namesAFileWithoutANameByAUuid() throws Exception {
        server.serve("/", "x");

        assertThat(prepare("/").source().getFileName().toString()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/id/568/200/300.jpg||300.jpg",
                "/cdn/300/||300",
                "/cdn/300/|attachment; filename*=UTF-8''300.jpg; filename=\"other.jpg\";|300.jpg",
                "/cdn/300/|attachment; filename=\"../../300.jpg\"|300.jpg",
                "/cdn/300/|attachment; filename=\"/etc/300.jpg\"|300.jpg",
                "/cdn/300/|attachment; filename=\"..\"|300",
                "/|inline|uuid",
            })
    void takesTheNameAfterRedirectsFromTheServer(String target, String disposition, String name) throws Exception {
        server.redirect("/first", "second")
                .redirect("/second", server.url(target))
                .on("/", (exchange, number) -> {
                    if (disposition != null) {
                        exchange.getResponseHeaders().set("Content-Disposition", disposition);
                    }
                    send(exchange, 200, "x");
                });

        String chosen = prepare("/first").source().getFileName().toString();

        if (name.endsWith("uuid")) {
            assertThat(chosen).hasSize(36);
        } else {
            assertThat(chosen).isEqualTo(name);
        }
    }

    @Test
    void ignoresTheServersNameWithoutARedirect() throws Exception {
        server.on("/300.jpg", (exchange, number) -> {
            exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"dodgy.bin\"");
            send(exchange, 200, "x");
        });

        assertThat(prepare("/300.jpg").source()).hasFileName("300.jpg");
    }

    @Test
    void makesAnEmptyFileOfNoContent() throws Exception {
        server.on("/empty", (exchange, number) -> send(exchange, 204, ""));

        assertThat(prepare("/empty").source()).isEmptyFile();
    }
}
