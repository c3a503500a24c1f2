package dev.skein.cli.releases;

import dev.skein.cli.shell.Texts;
import org.jspecify.annotations.Nullable;

/** A release in a few words. */
final class ReleaseLines {
  private static final int SHOWN = "sha256:".length() + 12;

  private ReleaseLines() {}

  /** {@code sha256:} and twelve digits, enough for people to tell releases apart. */
  static String digest(String digest) {
    return digest.length() <= SHOWN ? digest : digest.substring(0, SHOWN);
  }

  /** {@code 2026.11.3 (sha256:0123456789ab) 12 scripts, head 7}. */
  static String line(String name, String digest, int scripts, @Nullable String head) {
    return "%s (%s) %s%s"
        .formatted(
            Texts.line(name),
            digest(digest),
            Texts.count(scripts, "script"),
            head == null ? ", no versions" : ", head " + Texts.line(head));
  }
}
