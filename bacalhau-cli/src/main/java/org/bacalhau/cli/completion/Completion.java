package org.bacalhau.cli.completion;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that completes commands and flags in a shell. */
@Command(
        sortOptions = false,
        footer = {
            "",
            "  bacalhau completion bash > ~/.local/share/bash-completion/completions/bacalhau",
            "  bacalhau completion zsh >> ~/.zshrc",
            "  bacalhau completion fish > ~/.config/fish/completions/bacalhau.fish"
        })
public final class Completion implements Callable<Integer> {
    /** Shells that are known. */
    public enum Shell {
        BASH,
        ZSH,
        FISH
    }

    private final Session session;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    @Option(
            names = "--no-descriptions",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Leave out what commands and flags are for; only fish shows it.")
    private boolean bare;

    /** Creates the command. */
    public Completion(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CommandLine root = Objects.requireNonNull(spec).root().commandLine();
        session.out()
                .print(
                        switch (shell) {
                            // One script serves both: in zsh it first asks for bash's way of completion.
                            case BASH, ZSH -> AutoComplete.bash(root.getCommandName(), root);
                            case FISH -> new FishScript(root, !bare).text();
                        });
        return ExitCode.OK.number();
    }
}
