package dev.skein.cli.surveys;

import dev.skein.cli.shell.Shell;

/** {@code skein plan}, {@code rehearse}, {@code inspect}; {@code skein tenants baseline}. */
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

  public static Object baseline(Shell shell) {
    return new BaselineCommand(shell);
  }
}
