/**
 * The durable node: {@link org.bacalhau.node.serve.NodeServer} puts together what {@link org.bacalhau.node.config.NodeConfig}
 * says, on a data directory, and serves the HTTP API.
 *
 * <p><b>The data directory</b> is {@code ~/.bacalhau} unless {@code BACALHAU_DIR} or a program says otherwise. Directories have the
 * mode 0700 and files 0600; rights of others are taken away at each start. One process has it at a time.
 *
 * <table>
 * <caption>What lies in it, unless settings say otherwise</caption>
 * <tr><th>Name</th><th>Content</th></tr>
 * <tr><td>{@code config.yaml}</td><td>settings; written by people, never by the node</td></tr>
 * <tr><td>{@code repo.version}</td><td>{@code {"Version":3}}, as in the original; another number is refused</td></tr>
 * <tr><td>{@code node.lock}</td><td>names the process that has the directory, and is locked by it</td></tr>
 * <tr><td>{@code node.json}</td><td>the name that the node was given when its settings had none</td></tr>
 * <tr><td>{@code user_id.pem}</td><td>RSA key in PKCS#1: signs tokens, and is the identity of clients</td></tr>
 * <tr><td>{@code tokens.json}</td><td>tokens of clients</td></tr>
 * <tr><td>{@code results.key}</td><td>of a compute node: signs links to results, which so outlive a restart</td></tr>
 * <tr><td>{@code self_signed.crt}</td><td>the certificate of {@code Node.ServerAPI.TLS.SelfSigned}</td></tr>
 * <tr><td>{@code orchestrator_store/jobs.sqlite}</td><td>the requester's jobs and nodes</td></tr>
 * <tr><td>{@code compute_store/executions.sqlite}</td><td>the compute node's executions</td></tr>
 * <tr><td>{@code executor_storages/executions/}</td><td>inputs, working directories and output of executions; what belongs to
 * none is removed at each start</td></tr>
 * <tr><td>{@code executor_storages/bacalhau-local-publisher/}</td><td>results that were published</td></tr>
 * </table>
 *
 * <p>The names are those of the original's version 3 (cli-config-auth.md §14) where both keep the same, so that its clients and
 * ours share a key and tokens; its stores lie beside ours and are not read.
 *
 * <p><b>Where to look.</b> {@code HttpParts}, {@code AuthParts}, {@code ResultParts}, {@code ComputeSettings}, {@code
 * RequesterSettings}, {@code Plugins} and {@code Probes} each translate the settings of one part; {@code NodeParts} puts the parts together.
 *
 * <p><b>Threads.</b> A server may be used by any thread; putting it together takes place on the thread that opens it.
 *
 * <p><b>Life cycle.</b> Opening takes the data directory for this process and opens the stores in it; starting joins the
 * network and listens; closing drains the HTTP server, leaves the network, and closes the stores.
 */
@NullMarked
package org.bacalhau.node.serve;

import org.jspecify.annotations.NullMarked;
