package dev.skein.cli.watch;

import dev.skein.cli.client.RolloutStatus.Blocked;
import dev.skein.cli.shell.Texts;
import java.time.Instant;
import java.util.List;

/** Who may not be sent now, why, and until when; a line for each why. */
public final class BlockedLines {
  private BlockedLines() {}

  public static List<String> of(List<Blocked> blocked) {
    return blocked.stream().map(BlockedLines::line).toList();
  }

  private static String line(Blocked group) {
    int more = group.tenants() - group.sample().size();
    return "%s %s%s: %s%s"
        .formatted(
            Texts.count(group.tenants(), "tenant"),
            Texts.line(group.why()),
            until(group),
            Texts.line(String.join(", ", group.sample())),
            more > 0 ? " and %d more".formatted(more) : "");
  }

  private static String until(Blocked group) {
    Instant until = group.until();
    if (until != null) {
      return ", looked at again " + Texts.time(until);
    }
    // That one ends by itself, but nobody knows when.
    return group.by().equals("backfill") ? "" : ", until a person lets them go";
  }
}
