package org.bacalhau.node.executor.wasm.engine;

import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Quantities;

/** How many pages of linear memory and entries of tables a run may have, all its modules together. For its thread. */
final class MemoryBudget {
    /** Bytes of a page. */
    static final int PAGE = 65_536;

    /** An array of the JVM holds no more. */
    static final int MOST_PAGES_OF_ONE_MEMORY = 32_767;

    private static final long MOST_TABLE_ENTRIES = 1_000_000;

    private final long limitBytes;
    private final long limitPages;
    private long usedPages;
    private long usedEntries;
    private boolean refused;
    private boolean heapExhausted;

    MemoryBudget(long limitBytes) {
        this.limitBytes = limitBytes;
        this.limitPages = (limitBytes + PAGE - 1) / PAGE;
    }

    /** Takes the pages a memory has from the start. */
    void takeDeclared(int pages) {
        if (pages > MOST_PAGES_OF_ONE_MEMORY || usedPages + pages > limitPages) {
            long needed = usedPages + pages;
            long limit = Math.min(limitPages, MOST_PAGES_OF_ONE_MEMORY);
            throw new BacalhauException(new Failure(
                    ErrorCode.INSUFFICIENT_RESOURCES,
                    "the module declares at least " + amount(needed * PAGE) + " of memory, but may have "
                            + amount(Math.min(limitBytes, limit * PAGE)),
                    "set the task's Resources.Memory to " + needed * PAGE + " or more, at most 2 GiB for one memory",
                    false));
        }
        usedPages += pages;
    }

    /** Takes pages a memory grows by; false if there are not so many left. */
    boolean take(int pages) {
        if (usedPages + pages > limitPages) {
            refused = true;
            return false;
        }
        usedPages += pages;
        return true;
    }

    /** Gives pages back, since the node's heap has not room for them. */
    void giveBack(int pages) {
        usedPages -= pages;
        heapExhausted = true;
    }

    /** Takes the entries a table has from the start, and returns how many more it may have. */
    long takeEntries(long entries) {
        usedEntries += entries;
        if (usedEntries > MOST_TABLE_ENTRIES) {
            throw BacalhauException.of(
                    ErrorCode.BAD_PROGRAM,
                    "the tables of the modules have " + usedEntries + " entries",
                    "use at most " + MOST_TABLE_ENTRIES + " together");
        }
        return MOST_TABLE_ENTRIES - usedEntries;
    }

    /** Notes that a memory cannot be larger. */
    void refuse() {
        refused = true;
    }

    /** Returns what to do about a program that was refused memory before it failed; empty if it was not. */
    String hint() {
        if (heapExhausted) {
            return "the node's heap had no room for the memory it wanted; give the node's JVM more heap (-Xmx),"
                    + " or the task less to do";
        }
        return refused
                ? "it was refused memory beyond its limit of " + amount(limitBytes)
                        + "; raise the task's Resources.Memory (one memory has at most 2 GiB)"
                : "";
    }

    private static String amount(long bytes) {
        return Quantities.formatBytes(bytes) + " (" + bytes + " bytes)";
    }
}
