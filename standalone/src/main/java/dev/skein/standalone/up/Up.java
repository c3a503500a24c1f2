package dev.skein.standalone.up;

import dev.skein.cli.SkeinCommand;
import dev.skein.cli.shell.Shell;

/** Adds {@code skein up}. */
public final class Up implements SkeinCommand {
  @Override
  public String name() {
    return "up";
  }

  @Override
  public Object command(Shell shell) {
    return new UpCommand(shell);
  }
}
