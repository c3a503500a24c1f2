package dev.skein.contracts.answer;

/** How long an answer may be, in bytes of its JSON; both sides keep to it. */
public final class AnswerLimits {
  /**
   * Longer ones go over HTTP: a broker takes records of up to a megabyte, other fields included.
   */
  public static final int IN_MESSAGE = 256 * 1024;

  /**
   * Longer ones are none: the catalog of a hundred thousand columns, or the plan of a hundred
   * thousand scripts. Both sides hold an answer in memory as a whole.
   */
  public static final int OVER_HTTP = 16 * 1024 * 1024;

  private AnswerLimits() {}
}
