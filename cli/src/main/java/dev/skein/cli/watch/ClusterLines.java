package dev.skein.cli.watch;

import dev.skein.cli.client.FailureCluster;
import dev.skein.cli.shell.Texts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure that tenants share, in two lines: what it is, and who, where and when. */
public final class ClusterLines {
  private ClusterLines() {}

  /** {@code 3 tenants: 23505 V6__x.sql could not create unique index "…"}. */
  public static String what(FailureCluster cluster) {
    return "%s: %s"
        .formatted(
            Texts.count(cluster.tenants(), "tenant"),
            Progress.cause(
                cluster.kind(), cluster.sqlState(), cluster.script(), null, cluster.message()));
  }

  /** {@code c-43deda4e on eu-1, eu-2, 12:00:03 to 12:04:10: acme, globex and 1 more}. */
  public static String who(FailureCluster cluster) {
    String id = Texts.line(cluster.id());
    int more = cluster.tenants() - cluster.sample().size();
    String place = where(cluster.shards()) + when(cluster.firstSeen(), cluster.lastSeen());
    return "%s%s%s%s"
        .formatted(
            id.isEmpty() ? "" : id + (place.isEmpty() ? "" : " "),
            place.isEmpty() && id.isEmpty() ? "" : place + ": ",
            Texts.line(String.join(", ", cluster.sample())),
            more > 0 ? " and %d more".formatted(more) : "");
  }

  private static String where(List<String> shards) {
    if (shards.isEmpty()) {
      return "";
    }
    return shards.size() > 3
        ? "on %d shards".formatted(shards.size())
        : "on " + Texts.line(String.join(", ", shards));
  }

  private static String when(@Nullable Instant first, @Nullable Instant last) {
    if (first == null || last == null) {
      return "";
    }
    return Texts.time(first).equals(Texts.time(last))
        ? ", " + Texts.time(first)
        : ", %s to %s".formatted(Texts.time(first), Texts.time(last));
  }
}
