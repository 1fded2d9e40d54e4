/**
 * Inputs of type {@code urlDownload}: one file fetched by HTTP or HTTPS (engines-storage-publishers.md §5.2, §10).
 *
 * <p>{@link org.bacalhau.node.storage.url.UrlStorage} streams the file to disk. A transfer that breaks is continued with a
 * range request if the server can prove that the file is still the same, and started again otherwise; what may pass by
 * itself is tried again after a wait. There is no limit on the time of a transfer as long as bytes keep coming: the
 * execution's time limit is the node's business.
 *
 * <p><b>Where it connects to.</b> A job must not reach the node's own network through the node. Each connection is checked
 * when it is made, on the address itself, after name resolution and for every redirect; proxies are not used, as they
 * would hide that address.
 *
 * <p><b>Threads and life cycle.</b> Safe for any thread. A caller waits for a transfer that runs on one of the provider's
 * own daemon threads, whose number is bounded; an interrupt of the caller ends the transfer at once, and nothing is
 * written from then on. {@code close} ends all transfers and threads.
 */
@NullMarked
package org.bacalhau.node.storage.url;

import org.jspecify.annotations.NullMarked;
