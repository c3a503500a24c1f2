package dev.skein.cli.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backfill over all tenants that have it.
 *
 * @param release the newest one that has it, by name
 * @param paused whether it is paused as a whole, with its reason
 * @param pausedTenants those that wait for a person
 * @param rows changed so far
 * @param done whether all tenants are
 */
public record BackfillInfo(
    String name,
    String release,
    boolean paused,
    String reason,
    int tenants,
    int pending,
    int running,
    int pausedTenants,
    int failed,
    int doneTenants,
    long batches,
    long rows,
    @Nullable Instant since,
    @Nullable Instant updatedAt,
    boolean done) {
  public BackfillInfo {
    name = Absent.text(name);
    release = Absent.text(release);
    reason = Absent.text(reason);
  }

  /** {@code 3 of 10 tenants done, 2 running, 1 failed; 48211 rows}, without what is nobody. */
  public String sentence() {
    StringBuilder text = new StringBuilder();
    text.append("%d of %d tenants done".formatted(doneTenants, tenants));
    part(text, running, "running");
    part(text, pending, "pending");
    part(text, pausedTenants, "paused");
    part(text, failed, "failed");
    return text + "; %d rows".formatted(rows);
  }

  private static void part(StringBuilder text, int count, String what) {
    if (count > 0) {
      text.append(", ").append(count).append(' ').append(what);
    }
  }
}
