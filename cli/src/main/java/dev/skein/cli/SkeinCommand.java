package dev.skein.cli;

import dev.skein.cli.shell.Shell;

/**
 * A command that another module adds to {@code skein}. Name the class in {@code
 * META-INF/services/dev.skein.cli.SkeinCommand}; it is made by its constructor without arguments
 * for every help text, so keep it light and load what the command needs when it is called.
 */
public interface SkeinCommand {
  /** What is typed after {@code skein}; unique. */
  String name();

  /**
   * An object with picocli's {@code @Command} that is a {@code Callable<Integer>} (its result is
   * the exit code) or a {@code Runnable}. The global options ({@code --url}, {@code --token-file},
   * {@code --home}, {@code --json}, {@code --no-color}, {@code --debug}) and {@code --help} are
   * there already: read them from the shell when called, and do not declare them again. Expected
   * failures are thrown as {@link dev.skein.cli.shell.CommandFailedException}.
   */
  Object command(Shell shell);
}
