package dev.skein.cli.surveys;

import dev.skein.cli.shell.Shell;

/** {@code skein plan}, {@code skein rehearse}, {@code skein inspect}. */
public final class SurveyCommands {
  private SurveyCommands() {}

  public static Object plan(Shell shell) {
    return new PlanCommand(shell);
  }

  public static Object rehearse(Shell shell) {
    return new RehearseCommand(shell);
  }

  public static Object inspect(Shell shell) {
    return new InspectCommand(shell);
  }
}
