/**
 * The JSON of {@code /api/v1}, once: clients and servers use the same records.
 *
 * <p>A record whose name begins with {@code Api} is a thing of the model on the wire, the others are bodies of requests
 * and answers. A key is the component's name with a capital first letter, unless an annotation says otherwise; {@link
 * org.bacalhau.client.api.OmitEmpty} marks keys that are left out while empty. {@link org.bacalhau.client.api.Json} reads
 * and writes them and hides how; {@link org.bacalhau.client.api.JobFiles} reads job files, also in YAML.
 *
 * <p>The mappers ({@link org.bacalhau.client.api.JobMapper}, {@link org.bacalhau.client.api.ExecutionMapper}, {@link
 * org.bacalhau.client.api.HistoryMapper}, {@link org.bacalhau.client.api.NodeMapper}) turn records into the model of core
 * and back; {@link org.bacalhau.client.api.JobSubmissions} reads what somebody submitted and finds every fault of it.
 *
 * <p><b>Threads.</b> All records are immutable and all methods are safe for any thread.
 */
@NullMarked
package org.bacalhau.client.api;

import org.jspecify.annotations.NullMarked;
