package dev.skein.release.lint;

/** Whether a finding stops a release from being published. */
public enum Severity {
  ERROR,
  WARNING
}
