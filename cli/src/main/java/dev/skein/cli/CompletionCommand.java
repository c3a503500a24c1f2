package dev.skein.cli;

import dev.skein.cli.shell.Shell;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh.",
    footer = {
      "",
      "Examples:",
      "  source <(skein completion)",
      "  skein completion > /etc/bash_completion.d/skein"
    })
final class CompletionCommand implements Runnable {
  private final Shell shell;

  @Spec private CommandSpec spec = CommandSpec.create();

  CompletionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    shell.out().print(AutoComplete.bash("skein", spec.root().commandLine()));
  }
}
