package dev.skein.cli;

import dev.skein.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stands for a command that another module adds. */
public final class SampleCommand implements SkeinCommand {
  @Override
  public String name() {
    return "sample";
  }

  @Override
  public Object command(Shell shell) {
    return new Sample(shell);
  }

  @Command(name = "sample", description = "Added by a test.")
  private record Sample(Shell shell) implements Callable<Integer> {
    @Override
    public Integer call() {
      shell.out().println(shell.home() + " " + shell.json());
      return 7;
    }
  }
}
