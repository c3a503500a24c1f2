package dev.skein.standalone.demo;

import dev.skein.cli.SkeinCommand;
import dev.skein.cli.shell.Shell;

/** Adds {@code skein demo}. */
public final class Demo implements SkeinCommand {
  @Override
  public String name() {
    return "demo";
  }

  @Override
  public Object command(Shell shell) {
    return new DemoCommand(shell);
  }
}
