package dev.skein.cli.watch;

import dev.skein.cli.client.RolloutStatus.Blocked;
import dev.skein.cli.shell.Texts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
            until(group.until()),
            Texts.line(String.join(", ", group.sample())),
            more > 0 ? " and %d more".formatted(more) : "");
  }

  private static String until(@Nullable Instant until) {
    return until == null
        ? ", until a person lets them go"
        : ", looked at again " + Texts.time(until);
  }
}
