package dev.skein.cli.watch;

import dev.skein.cli.client.RolloutStatus.Counts;
import dev.skein.cli.shell.Style;

/** Draws a wave's tenants as a bar: ended well, failed, excepted, in flight, not yet. */
final class Bars {
  private final Style style;
  private final String full;
  private final String failed;
  private final String flying;
  private final String empty;

  Bars(Style style, boolean unicode) {
    this.style = style;
    this.full = unicode ? "█" : "#";
    // Without colours the shape alone must tell a failure from a success.
    this.failed = style.on() ? full : "x";
    this.flying = unicode ? "▒" : ">";
    this.empty = unicode ? "░" : ".";
  }

  void draw(Line line, int width, Counts counts, int tenants) {
    int well = cells(counts.well(), tenants, width);
    int bad = cells(counts.well() + counts.failed(), tenants, width) - well;
    if (counts.failed() > 0 && bad == 0) {
      // One failure among thousands must still be seen.
      bad = 1;
      well = Math.max(0, Math.min(well, width - 1));
    }
    int excepted = Math.max(0, Math.min(cells(counts.done(), tenants, width), width) - well - bad);
    int rest = width - well - bad - excepted;
    int inFlight =
        counts.inFlight() == 0
            ? 0
            : Math.min(rest, Math.max(1, cells(counts.inFlight(), tenants, width)));
    line.add(full.repeat(well), style::green)
        .add(failed.repeat(bad), style::red)
        .add(full.repeat(excepted), style::dim)
        .add(flying.repeat(inFlight), style::yellow)
        .add(empty.repeat(rest - inFlight), style::dim);
  }

  private static int cells(int count, int tenants, int width) {
    return tenants <= 0 ? width : (int) Math.min(width, (long) count * width / tenants);
  }
}
