package dev.skein.coordinator.status;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.coordinator.backfills.BackfillQueries;
import dev.skein.coordinator.blocks.Gate;
import dev.skein.coordinator.status.FleetStatus.Late;
import dev.skein.coordinator.status.FleetStatus.LateTenant;
import dev.skein.coordinator.status.FleetStatus.VersionCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where the fleet stands, as of now. Tenants are counted for whoever asks, by one reader at a time;
 * those that asked before it began share what it read. So results pay nothing for the question, and
 * nobody is told what was true before.
 */
@Component
class FleetStanding {
  private static final int SAMPLE = 20;
  private static final Comparator<VersionCount> HIGHEST_FIRST =
      Comparator.comparing(
          VersionCount::version,
          Comparator.nullsLast(Comparator.comparing(SchemaVersion::new).reversed()));

  private final FleetQueries queries;
  private final Standing rollouts;
  private final Gate gate;
  private final BackfillQueries backfills;
  private final ReentrantLock reading = new ReentrantLock();
  private @Nullable Read latest;

  FleetStanding(FleetQueries queries, Standing rollouts, Gate gate, BackfillQueries backfills) {
    this.queries = queries;
    this.rollouts = rollouts;
    this.gate = gate;
    this.backfills = backfills;
  }

  private record Read(long begun, FleetStatus status) {}

  FleetStatus now() {
    long asked = System.nanoTime();
    reading.lock();
    try {
      Read known = latest;
      if (known != null && known.begun() - asked >= 0) {
        return known.status();
      }
      long begun = System.nanoTime();
      FleetStatus status = read();
      latest = new Read(begun, status);
      return status;
    } finally {
      reading.unlock();
    }
  }

  /** Late tenants by id, one page of them. */
  List<LateTenant> late(String after, int limit) {
    return queries.late(lateSince(versions(queries.lateness())), after, limit);
  }

  private FleetStatus read() {
    Lateness lateness = queries.lateness();
    List<VersionCount> versions = versions(lateness);
    Map<@Nullable String, Instant> since = lateSince(versions);
    int late =
        versions.stream()
            .filter(version -> version.lateSince() != null)
            .mapToInt(VersionCount::tenants)
            .sum();
    return new FleetStatus(
        versions.stream().mapToInt(VersionCount::tenants).sum(),
        versions,
        lateness.newest(),
        new Late(
            late,
            since.values().stream().min(Comparator.naturalOrder()).orElse(null),
            queries.late(since, "", SAMPLE)),
        queries.rollouts().stream().map(rollouts::find).flatMap(Optional::stream).toList(),
        backfills.undone(),
        attention());
  }

  private List<VersionCount> versions(Lateness lateness) {
    List<VersionCount> versions = new ArrayList<>();
    queries
        .versions()
        .forEach(
            (version, tenants) ->
                versions.add(new VersionCount(version, tenants, lateness.since(version))));
    versions.sort(HIGHEST_FIRST);
    return versions;
  }

  private static Map<@Nullable String, Instant> lateSince(List<VersionCount> versions) {
    Map<@Nullable String, Instant> since = new LinkedHashMap<>();
    for (VersionCount version : versions) {
      if (version.lateSince() != null) {
        since.put(version.version(), Objects.requireNonNull(version.lateSince()));
      }
    }
    return since;
  }

  private List<String> attention() {
    List<String> lines = new ArrayList<>();
    gate.fleetFreeze()
        .ifPresent(freeze -> lines.add(freeze.sentence() + "; skein freeze lift " + freeze.id()));
    queries
        .unserved()
        .forEach(
            shard ->
                lines.add(
                    "no live worker serves shard %s, so its tenants wait; start one"
                        .formatted(shard)));
    lines.addAll(queries.joined());
    return lines;
  }
}
