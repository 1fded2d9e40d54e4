package org.bacalhau.node.executor.wasm.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bacalhau.node.executor.wasm.fs.Errno;
import org.bacalhau.node.executor.wasm.fs.FileTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions as programs call them, where C programs do not reach. */
class WasiHostTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000, 123_456_000);
    private static final int PATH = 100;
    private static final int RESULT = 200;
    private static final int VECTOR = 300;
    private static final int BUFFER = 1000;
    private static final int ROOT = 3;
    private static final int CREATE = 1;

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private WasiHost host;
    private ByteMemory memory;

    @BeforeEach
    void openHost() throws Exception {
        FileTree tree = new FileTree();
        tree.mount("out", Files.createDirectory(directory.resolve("out")), true);
        tree.mount("in", Files.createDirectory(directory.resolve("in")), false);
        Files.writeString(directory.resolve("in/file"), "0123456789");
        host = new WasiHost(InstantSource.fixed(NOW), new Random(1), tree, stdout, new ByteArrayOutputStream());
        memory = new ByteMemory(host);
    }

    @AfterEach
    void closeHost() throws Exception {
        host.close();
    }

    private int open(String path, int flags, long rights) throws Exception {
        int length = memory.put(PATH, path);
        return memory.call("path_open", ROOT, 1, PATH, length, flags, rights, rights, 0, RESULT);
    }

    private int opened(String path, int flags, long rights) throws Exception {
        assertThat(open(path, flags, rights)).as(path).isZero();
        return memory.intAt(RESULT);
    }

    private void vector(int address, int length) throws Exception {
        memory.putInt(VECTOR, address);
        memory.putInt(VECTOR + 4, length);
    }

    @Test
    void namesTheRootAsTheOnlyOpenDirectory() throws Exception {
        assertThat(memory.call("fd_prestat_get", ROOT, RESULT)).isZero();
        assertThat(memory.intAt(RESULT + 4)).isOne();
        assertThat(memory.call("fd_prestat_dir_name", ROOT, BUFFER, 1)).isZero();
        assertThat(memory.text(BUFFER, 1)).isEqualTo("/");
        assertThat(memory.call("fd_prestat_dir_name", ROOT, BUFFER, 0)).isEqualTo(Errno.NAMETOOLONG.code());
        assertThat(memory.call("fd_prestat_get", ROOT + 1, RESULT)).isEqualTo(Errno.BADF.code());
        assertThat(memory.call("fd_prestat_get", 1, RESULT)).isEqualTo(Errno.BADF.code());
    }

    @Test
    void continuesAListingByItsCookie() throws Exception {
        for (int i = 0; i < 20; i++) {
            Files.createFile(directory.resolve("out/file-" + i));
        }
        int fd = opened("out", 2, Rights.FD_READDIR);
        List<String> names = new ArrayList<>();
        long cookie = 0;
        int used;
        do {
            assertThat(memory.call("fd_readdir", fd, BUFFER, 100, cookie, RESULT))
                    .isZero();
            used = memory.intAt(RESULT);
            for (int at = BUFFER; at + 24 <= BUFFER + used; ) {
                int length = memory.intAt(at + 16);
                if (at + 24 + length > BUFFER + used) {
                    break;
                }
                cookie = memory.longAt(at);
                names.add(memory.text(at + 24, length));
                at += 24 + length;
            }
        } while (used == 100);

        assertThat(names).hasSize(22).doesNotHaveDuplicates().contains(".", "..", "file-0", "file-19");
    }

    @Test
    void listsAnewFromTheStart() throws Exception {
        int fd = opened("out", 2, Rights.FD_READDIR);
        memory.call("fd_readdir", fd, BUFFER, 4000, 0, RESULT);
        int before = memory.intAt(RESULT);
        Files.createFile(directory.resolve("out/new"));

        memory.call("fd_readdir", fd, BUFFER, 4000, 0, RESULT);
        assertThat(memory.intAt(RESULT)).isEqualTo(before + 24 + "new".length());
        memory.call("fd_readdir", fd, BUFFER, 4000, 1_000_000, RESULT);
        assertThat(memory.intAt(RESULT)).as("behind the end").isZero();
    }

    @Test
    void allowsWhatTheRightsAllow() throws Exception {
        int reading = opened("in/file", 0, Rights.FD_READ);
        vector(BUFFER, 4);

        assertThat(memory.call("fd_read", reading, VECTOR, 1, RESULT)).isZero();
        assertThat(memory.text(BUFFER, 4)).isEqualTo("0123");
        assertThat(memory.call("fd_write", reading, VECTOR, 1, RESULT)).isEqualTo(Errno.NOTCAPABLE.code());
        assertThat(memory.call("fd_seek", reading, 0, 0, RESULT)).isEqualTo(Errno.NOTCAPABLE.code());
        assertThat(memory.call("fd_filestat_set_size", reading, 1)).isEqualTo(Errno.NOTCAPABLE.code());
        assertThat(memory.call("fd_fdstat_set_rights", reading, Rights.FD_READ | Rights.FD_SEEK, 0))
                .isEqualTo(Errno.NOTCAPABLE.code());
        assertThat(memory.call("fd_fdstat_set_rights", reading, 0, 0)).isZero();
        assertThat(memory.call("fd_read", reading, VECTOR, 1, RESULT)).isEqualTo(Errno.NOTCAPABLE.code());
    }

    @Test
    void handsRightsDownOnlyAsFarAsTheyGo() throws Exception {
        int limited = opened("out", 2, Rights.PATH_OPEN | Rights.PATH_CREATE_FILE | Rights.FD_READ);
        int length = memory.put(PATH, "made");

        assertThat(memory.call("path_open", limited, 0, PATH, length, CREATE, -1, -1, 0, RESULT))
                .isZero();
        int made = memory.intAt(RESULT);
        memory.call("fd_fdstat_get", made, BUFFER);
        assertThat(memory.longAt(BUFFER + 8)).isEqualTo(Rights.FD_READ);
        assertThat(memory.call("path_unlink_file", limited, PATH, length)).isEqualTo(Errno.NOTCAPABLE.code());
    }

    @Test
    void refusesToWriteInputs() throws Exception {
        assertThat(open("in/file", 0, Rights.FD_WRITE)).isEqualTo(Errno.ROFS.code());
        assertThat(open("in/file", 8, Rights.FD_READ)).as("truncate").isEqualTo(Errno.ROFS.code());
        assertThat(open("in/new", CREATE, Rights.FD_READ)).isEqualTo(Errno.ROFS.code());
        assertThat(open("new", CREATE, Rights.FD_READ)).isEqualTo(Errno.ROFS.code());
        assertThat(directory.resolve("in/file")).hasContent("0123456789");
    }

    @Test
    void movesDescriptors() throws Exception {
        int a = opened("in/file", 0, Rights.FD_READ);
        int b = opened("out/b", CREATE, Rights.FILE);
        vector(BUFFER, 10);

        assertThat(memory.call("fd_renumber", a, b)).isZero();
        assertThat(memory.call("fd_read", b, VECTOR, 1, RESULT)).isZero();
        assertThat(memory.intAt(RESULT)).isEqualTo(10);
        assertThat(memory.call("fd_close", a)).isEqualTo(Errno.BADF.code());
        assertThat(memory.call("fd_renumber", b, 99)).isEqualTo(Errno.BADF.code());
        assertThat(opened("in/file", 0, Rights.FD_READ))
                .as("the lowest free number")
                .isEqualTo(a);
    }

    @Test
    void appendsWhenToldToLater() throws Exception {
        int fd = opened("out/log", CREATE, Rights.FILE);
        memory.put(BUFFER, "abc");
        vector(BUFFER, 3);
        memory.call("fd_write", fd, VECTOR, 1, RESULT);
        memory.call("fd_seek", fd, 0, 0, RESULT);

        assertThat(memory.call("fd_fdstat_set_flags", fd, 1)).isZero();
        assertThat(memory.call("fd_fdstat_set_flags", fd, 64)).isEqualTo(Errno.INVAL.code());
        memory.call("fd_write", fd, VECTOR, 1, RESULT);
        assertThat(directory.resolve("out/log")).hasContent("abcabc");
    }

    @Test
    void tellsBadAddresses() throws Exception {
        vector(65_530, 100);

        assertThat(memory.call("fd_write", 1, VECTOR, 1, RESULT)).isEqualTo(Errno.FAULT.code());
        assertThat(memory.call("fd_write", 1, -8, 1, RESULT)).isEqualTo(Errno.FAULT.code());
        assertThat(memory.call("fd_write", 1, VECTOR, 2000, RESULT)).isEqualTo(Errno.INVAL.code());
        assertThat(memory.call("path_open", ROOT, 0, 65_000, 4000, 0, -1, -1, 0, RESULT))
                .isEqualTo(Errno.FAULT.code());
        assertThat(memory.call("path_open", ROOT, 0, 0, -1, 0, -1, -1, 0, RESULT))
                .isEqualTo(Errno.NAMETOOLONG.code());
        assertThat(memory.call("random_get", 65_000, 1000)).isEqualTo(Errno.FAULT.code());
        assertThat(stdout.size()).isZero();
    }

    @Test
    void opensNothingItCannotReport() throws Exception {
        int length = memory.put(PATH, "out/new");

        assertThat(memory.call("path_open", ROOT, 0, PATH, length, CREATE, -1, -1, 0, -1))
                .isEqualTo(Errno.FAULT.code());
        assertThat(directory.resolve("out")).isEmptyDirectory();
    }

    @Test
    void refusesNamesThatAreNone() throws Exception {
        memory.view(PATH, 2).putShort((short) 0xfffe);

        assertThat(memory.call("path_create_directory", ROOT, PATH, 2)).isEqualTo(Errno.ILSEQ.code());
        assertThat(open("out/nul\0", CREATE, -1)).isEqualTo(Errno.INVAL.code());
        assertThat(open("out/x", 16, -1)).as("flag").isEqualTo(Errno.INVAL.code());
    }

    @Test
    void setsTimesToNow() throws Exception {
        int length = memory.put(PATH, "out/f");
        opened("out/f", CREATE, Rights.FILE);

        assertThat(memory.call("path_filestat_set_times", ROOT, 0, PATH, length, 0, 0, 2 | 8))
                .isZero();
        assertThat(Files.getLastModifiedTime(directory.resolve("out/f")).toInstant())
                .isEqualTo(NOW);
        assertThat(memory.call("path_filestat_set_times", ROOT, 0, PATH, length, 0, 0, 1 | 2))
                .isEqualTo(Errno.INVAL.code());
        assertThat(memory.call("path_filestat_set_times", ROOT, 0, PATH, memory.put(PATH, "in"), 0, 0, 8))
                .isEqualTo(Errno.ROFS.code());
    }

    private void subscribe(int position, long userData, int type, int id, long timeout, int flags) throws Exception {
        int at = BUFFER + position * 48;
        memory.putLong(at, userData);
        memory.putInt(at + 8, type);
        memory.putInt(at + 16, id);
        memory.putLong(at + 24, timeout);
        memory.putInt(at + 40, flags);
    }

    @Test
    void reportsDescriptorsAtOnce() throws Exception {
        subscribe(0, 7, 0, 1, Long.MAX_VALUE, 0);
        subscribe(1, 8, 1, 0, 0, 0);
        subscribe(2, 9, 2, 77, 0, 0);

        assertThat(memory.call("poll_oneoff", BUFFER, 4000, 3, RESULT)).isZero();
        assertThat(memory.intAt(RESULT)).isEqualTo(2);
        assertThat(memory.longAt(4000)).isEqualTo(8);
        assertThat(memory.byteAt(4000 + 10)).as("type").isEqualTo(1);
        assertThat(memory.byteAt(4000 + 24)).as("hang-up").isOne();
        assertThat(memory.longAt(4032)).isEqualTo(9);
        assertThat(memory.byteAt(4032 + 8)).isEqualTo(Errno.BADF.code());
    }

    @Test
    void reportsTheClocksThatRangFirst() throws Exception {
        long past = NOW.getEpochSecond() * 1_000_000_000L;
        subscribe(0, 1, 0, 0, past, 1);
        subscribe(1, 2, 0, 1, 1_000_000_000_000L, 0);
        subscribe(2, 3, 0, 1, 0, 0);

        assertThat(memory.call("poll_oneoff", BUFFER, 4000, 3, RESULT)).isZero();
        assertThat(memory.intAt(RESULT)).isEqualTo(2);
        assertThat(memory.longAt(4000)).isEqualTo(1);
        assertThat(memory.longAt(4032)).isEqualTo(3);
        assertThat(memory.call("poll_oneoff", BUFFER, 4000, 0, RESULT)).isEqualTo(Errno.INVAL.code());
        assertThat(memory.call("poll_oneoff", BUFFER, 4000, 100_000, RESULT)).isEqualTo(Errno.INVAL.code());
    }

    @Test
    void hasNoSockets() throws Exception {
        assertThat(memory.call("sock_accept", ROOT, 0, RESULT)).isEqualTo(Errno.NOTSOCK.code());
        assertThat(memory.call("sock_shutdown", 50, 0)).isEqualTo(Errno.BADF.code());
    }

    @Test
    void writesStreamsAsTheyCome() throws Exception {
        memory.put(BUFFER, "hello");
        vector(BUFFER, 5);

        assertThat(memory.call("fd_write", 1, VECTOR, 1, RESULT)).isZero();
        assertThat(memory.intAt(RESULT)).isEqualTo(5);
        assertThat(stdout.toString(StandardCharsets.UTF_8)).isEqualTo("hello");
        assertThat(memory.call("fd_seek", 1, 0, 0, RESULT)).isEqualTo(Errno.SPIPE.code());
        assertThat(memory.call("fd_read", 0, VECTOR, 1, RESULT)).isZero();
        assertThat(memory.intAt(RESULT)).as("standard input is at its end").isZero();
    }
}
