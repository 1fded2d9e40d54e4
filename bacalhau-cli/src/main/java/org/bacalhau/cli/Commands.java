package org.bacalhau.cli;

import static org.bacalhau.cli.launch.CommandEntry.command;
import static org.bacalhau.cli.launch.CommandEntry.group;

import java.util.List;
import org.bacalhau.cli.agent.AgentAlive;
import org.bacalhau.cli.agent.AgentNode;
import org.bacalhau.cli.agent.AgentVersion;
import org.bacalhau.cli.agent.AuthInfo;
import org.bacalhau.cli.agent.Identity;
import org.bacalhau.cli.agent.Version;
import org.bacalhau.cli.completion.Completion;
import org.bacalhau.cli.config.AutoResources;
import org.bacalhau.cli.config.ConfigDefault;
import org.bacalhau.cli.config.ConfigGet;
import org.bacalhau.cli.config.ConfigList;
import org.bacalhau.cli.config.ConfigSet;
import org.bacalhau.cli.doctor.Doctor;
import org.bacalhau.cli.job.JobDescribe;
import org.bacalhau.cli.job.JobExecutions;
import org.bacalhau.cli.job.JobGet;
import org.bacalhau.cli.job.JobHistory;
import org.bacalhau.cli.job.JobList;
import org.bacalhau.cli.job.JobLogs;
import org.bacalhau.cli.job.JobStop;
import org.bacalhau.cli.job.OldDescribe;
import org.bacalhau.cli.job.OldList;
import org.bacalhau.cli.launch.CommandEntry;
import org.bacalhau.cli.launch.HelpCommand;
import org.bacalhau.cli.node.NodeApprove;
import org.bacalhau.cli.node.NodeDelete;
import org.bacalhau.cli.node.NodeDescribe;
import org.bacalhau.cli.node.NodeList;
import org.bacalhau.cli.node.NodeReject;
import org.bacalhau.cli.run.Create;
import org.bacalhau.cli.run.DockerRun;
import org.bacalhau.cli.run.Exec;
import org.bacalhau.cli.run.JobRun;
import org.bacalhau.cli.run.JobValidate;
import org.bacalhau.cli.run.WasmRun;
import org.bacalhau.cli.run.WasmValidate;
import org.bacalhau.cli.serve.Devstack;
import org.bacalhau.cli.serve.Serve;

/** The tree of commands. */
final class Commands {
    static final List<CommandEntry> ALL = List.of(
            group("docker", "Run jobs in containers.", command("run", "Run a job in a container.", DockerRun::new)),
            group(
                    "wasm",
                    "Run WebAssembly.",
                    command("run", "Run a WebAssembly module.", WasmRun::new),
                    command("validate", "Check a WebAssembly module.", WasmValidate::new)),
            group(
                    "job",
                    "Run job files, and see to jobs.",
                    command("run", "Run a job file.", JobRun::new),
                    command("validate", "Check a job file.", JobValidate::new),
                    command("list", "List jobs.", JobList::new),
                    command("describe", "Show a job.", JobDescribe::new),
                    command("executions", "List the executions of a job.", JobExecutions::new),
                    command("history", "List what happened to a job.", JobHistory::new),
                    command("logs", "Print the output of a job.", JobLogs::new),
                    command("stop", "Stop a job.", JobStop::new),
                    command("get", "Download the results of a job.", JobGet::new)),
            group(
                    "node",
                    "See to the nodes of the network.",
                    command("list", "List nodes.", NodeList::new),
                    command("describe", "Show a node.", NodeDescribe::new),
                    command("approve", "Let a node take part.", NodeApprove::new),
                    command("reject", "Give a node no more work.", NodeReject::new),
                    command("delete", "Forget a node.", NodeDelete::new)),
            group(
                    "agent",
                    "Ask the node about itself.",
                    command("alive", "Is the node alive?", AgentAlive::new),
                    command("node", "Show the node as it sees itself.", AgentNode::new),
                    command("version", "Show which software it runs.", AgentVersion::new)),
            group("auth", "See how the node lets users in.", command("info", "Show the ways in.", AuthInfo::new)),
            command("exec", "Run a Python or DuckDB job.", Exec::new),
            command("create", "Run a job file of an older shape.", Create::new),
            command("list", "List jobs, with the flags of older versions.", OldList::new),
            command("describe", "Show a job, with the flags of older versions.", OldDescribe::new),
            command("cancel", "Stop a job, as \"job stop\" does.", JobStop::new),
            command("get", "Download results, as \"job get\" does.", JobGet::new),
            command("logs", "Print output, as \"job logs\" does.", JobLogs::new),
            command("validate", "Check a job file, as \"job validate\" does.", JobValidate::new),
            command("completion", "Print a script that completes commands and flags in a shell.", Completion::new),
            group(
                    "config",
                    "See and write settings.",
                    command("list", "List all settings.", ConfigList::new),
                    command("get", "Print a setting.", ConfigGet::new),
                    command("set", "Write a setting to config.yaml.", ConfigSet::new),
                    command("default", "Print the defaults of all settings.", ConfigDefault::new),
                    command("auto-resources", "Set limits to shares of this machine.", AutoResources::new)),
            command("serve", "Run a node.", Serve::command),
            command("doctor", "Look for what is broken.", Doctor::new),
            command("devstack", "Run a network of nodes, to try things out.", Devstack::command),
            command("help", "Show help.", HelpCommand::new),
            command("id", "Show who you are to the node.", Identity::new),
            command("version", "Show which software runs here and on the node.", Version::new));

    private Commands() {}
}
