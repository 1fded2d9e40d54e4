package org.bacalhau.client.api;

/** Names of the headers of the HTTP API (http-api.md §2.1); those without a reference are ours. */
public final class ApiHeaders {
    /** The semantic version of the sender, with a leading {@code v}. */
    public static final String GIT_VERSION = "X-Bacalhau-Git-Version";

    /** The commit the sender was built from. */
    public static final String GIT_COMMIT = "X-Bacalhau-Git-Commit";

    /** When the sender was built, as Go prints a time. */
    public static final String BUILD_DATE = "X-Bacalhau-Build-Date";

    /** The sender's operating system, by Go's name. */
    public static final String BUILD_OS = "X-Bacalhau-Build-OS";

    /** The sender's processor, by Go's name. */
    public static final String ARCH = "X-Bacalhau-Arch";

    /** By which logs know a request; the server invents one if the client sends none. */
    public static final String REQUEST_ID = "X-Request-Id";

    /** The same for every try of one submission; a server that announces {@link #IDEMPOTENCY} runs only one job for it. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** In answers: what the server can do beyond the original, as words separated by commas. */
    public static final String CAPABILITIES = "X-Bacalhau-Capabilities";

    /** Capability: {@link #IDEMPOTENCY_KEY} is honoured. */
    public static final String IDEMPOTENCY = "idempotency-key";

    /**
     * Capability: {@code GET /api/v1/orchestrator/jobs/:id?wait=<seconds>} is answered when the job has ended or that
     * time has passed. A server without it answers at once.
     */
    public static final String WAIT = "wait";

    private ApiHeaders() {}
}
