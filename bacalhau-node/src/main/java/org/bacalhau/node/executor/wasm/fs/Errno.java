package org.bacalhau.node.executor.wasm.fs;

/** Error numbers of WASI preview 1, those that this file system and its callers use. */
public enum Errno {
    /** No error. */
    SUCCESS(0),
    /** Permission denied. */
    ACCES(2),
    /** Bad descriptor. */
    BADF(8),
    /** In use: a mount point. */
    BUSY(10),
    /** Disk quota exceeded. */
    DQUOT(19),
    /** Exists already. */
    EXIST(20),
    /** Bad address. */
    FAULT(21),
    /** File too large. */
    FBIG(22),
    /** Not a name: illegal bytes. */
    ILSEQ(25),
    /** Invalid argument. */
    INVAL(28),
    /** Input or output error. */
    IO(29),
    /** Is a directory. */
    ISDIR(31),
    /** Too many symbolic links, or one where none is wanted. */
    LOOP(32),
    /** Too many open descriptors. */
    MFILE(33),
    /** Too many hard links. */
    MLINK(34),
    /** Path or name too long. */
    NAMETOOLONG(37),
    /** Too many open files on the node. */
    NFILE(41),
    /** No such file or directory. */
    NOENT(44),
    /** No space left. */
    NOSPC(51),
    /** Not a directory. */
    NOTDIR(54),
    /** Directory not empty. */
    NOTEMPTY(55),
    /** Not a socket. */
    NOTSOCK(57),
    /** Not supported. */
    NOTSUP(58),
    /** Value too large. */
    OVERFLOW(61),
    /** Operation not permitted. */
    PERM(63),
    /** Read-only. */
    ROFS(69),
    /** Not seekable. */
    SPIPE(70),
    /** Across mounts. */
    XDEV(75),
    /** The descriptor's rights do not allow it, or the path leads out of its directory. */
    NOTCAPABLE(76);

    private final int code;

    Errno(int code) {
        this.code = code;
    }

    /** Returns the number. */
    public int code() {
        return code;
    }
}
