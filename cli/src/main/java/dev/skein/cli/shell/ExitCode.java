package dev.skein.cli.shell;

/** How a command ends, as scripts see it. */
public enum ExitCode {
  DONE(0),
  /** Wrong usage, or input that is not as it must be. */
  BAD_INPUT(1),
  /** The rollout ended with failures, was aborted, or halted. */
  ROLLOUT_FAILED(2),
  /** The coordinator cannot be reached, or failed to answer. */
  UNREACHABLE(3),
  /** The coordinator understood and said no: token, right, or conflict. */
  REFUSED(4),
  /** Tenants are not as the others of their cohort. */
  DRIFT(5),
  /** A fault of Skein's own ({@code EX_SOFTWARE} of sysexits). */
  BUG(70);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
