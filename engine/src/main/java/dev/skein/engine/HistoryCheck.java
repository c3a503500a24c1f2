package dev.skein.engine;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.Outcome.Rejected;
import dev.skein.contracts.report.RejectionReason;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a release makes of a history, whichever tenant's it is; pure. Made once for all tenants of a
 * release that have the same rows.
 */
final class HistoryCheck {
  private final PreparedRelease release;
  private final List<HistoryRow> rows;
  private final AppliedHistory applied;
  private final Optional<Rejected> refusal;
  private final List<PreparedScript> pendingVersions;

  HistoryCheck(PreparedRelease release, List<HistoryRow> rows) {
    this.release = release;
    this.rows = rows;
    this.applied = new AppliedHistory(rows);
    this.refusal = refusals().findFirst();
    this.pendingVersions = pending().toList();
  }

  List<HistoryRow> rows() {
    return rows;
  }

  AppliedHistory applied() {
    return applied;
  }

  /** The first thing that stock Flyway would stop at, too; empty where there is none. */
  Optional<Rejected> refusal() {
    return refusal;
  }

  /** By version, as if nothing were refused. */
  List<PreparedScript> pendingVersions() {
    return pendingVersions;
  }

  /** Lazy: what comes first costs nothing of what comes later. */
  Stream<Rejected> refusals() {
    return Stream.<Supplier<Stream<Rejected>>>of(
            this::whole,
            this::knownVersions,
            this::unchangedVersions,
            this::knownRepeatables,
            this::order)
        .flatMap(Supplier::get);
  }

  private Stream<Rejected> whole() {
    return applied.failed().stream()
        .flatMap(
            row ->
                rejected(
                    RejectionReason.HALF_APPLIED,
                    ("expected %s to have succeeded or not to have run but its history row says"
                         + " that it failed; undo what it left behind, delete the row, then retry")
                        .formatted(row.script()))
                    .stream());
  }

  private Stream<Rejected> knownVersions() {
    Optional<SchemaVersion> ahead =
        applied
            .current()
            .filter(current -> release.head().map(head -> current.compareTo(head) > 0).orElse(true))
            .filter(current -> !versionsOfRelease().contains(current));
    if (ahead.isPresent()) {
      return rejected(
          RejectionReason.TENANT_AHEAD,
          ("expected a tenant at or below version %s but it stands at %s;"
                  + " roll out a release that holds that version")
              .formatted(release.head().map(SchemaVersion::toString).orElse("(none)"), ahead.get()))
          .stream();
    }
    return unknownVersions().flatMap(row -> missing("version " + row.version(), row).stream());
  }

  private Set<SchemaVersion> versionsOfRelease() {
    return release.versioned().stream().map(Evaluation::version).collect(Collectors.toSet());
  }

  private Stream<HistoryRow> unknownVersions() {
    Set<SchemaVersion> known = versionsOfRelease();
    return applied.versions().entrySet().stream()
        .filter(entry -> !applied.isAtOrBelowBaseline(entry.getKey()))
        .filter(entry -> !known.contains(entry.getKey()))
        .map(Map.Entry::getValue);
  }

  private Stream<Rejected> knownRepeatables() {
    return unknownRepeatables()
        .flatMap(row -> missing("repeatable \"" + row.description() + "\"", row).stream());
  }

  private Stream<HistoryRow> unknownRepeatables() {
    Set<String> known = new HashSet<>();
    release.repeatables().forEach(script -> known.add(Evaluation.stored(script.description())));
    return applied.repeatables().values().stream()
        .filter(row -> !known.contains(row.description()));
  }

  /** Rows that no script of the release stands for, by rank. */
  List<HistoryRow> unknown() {
    return Stream.concat(unknownVersions(), unknownRepeatables())
        .sorted(Comparator.comparingInt(HistoryRow::rank))
        .toList();
  }

  private static Optional<Rejected> missing(String what, HistoryRow row) {
    return rejected(
        RejectionReason.MISSING_MIGRATION,
        "expected %s (%s) in the release since it was applied but it is missing; put it back"
            .formatted(what, row.script()));
  }

  private Stream<Rejected> unchangedVersions() {
    return release.versioned().stream()
        .filter(script -> !applied.isAtOrBelowBaseline(Evaluation.version(script)))
        .map(script -> edited(script, applied.versions().get(Evaluation.version(script))))
        .flatMap(Optional::stream);
  }

  private static Optional<Rejected> edited(PreparedScript script, @Nullable HistoryRow row) {
    if (row == null) {
      return Optional.empty();
    }
    if (!row.isSql()) {
      return edited(script, "type", row.type(), "SQL");
    }
    if (!Objects.equals(row.checksum(), script.checksum())) {
      return edited(script, "checksum", row.checksum(), script.checksum());
    }
    return Evaluation.stored(script.description()).equals(row.description())
            || (script.description().isEmpty() && row.description().startsWith("<<"))
        ? Optional.empty()
        : edited(script, "description", row.description(), script.description());
  }

  private static Optional<Rejected> edited(
      PreparedScript script, String what, @Nullable Object then, Object now) {
    return rejected(
        RejectionReason.EDITED_MIGRATION,
        ("%s: expected %s %s, as applied, but the release has %s;"
                + " put the script back and make the change in a new version")
            .formatted(script.path(), what, then, now));
  }

  private Stream<Rejected> order() {
    Optional<SchemaVersion> current = applied.current();
    if (release.settings().outOfOrder() || current.isEmpty()) {
      return Stream.empty();
    }
    return pending()
        .filter(script -> Evaluation.version(script).compareTo(current.get()) < 0)
        .flatMap(
            script ->
                rejected(
                    RejectionReason.OUT_OF_ORDER,
                    ("%s: expected pending versions above %s, where the tenant stands, but got %s;"
                         + " give the script a higher version, or set out-of-order in the release")
                        .formatted(script.path(), current.get(), Evaluation.version(script)))
                    .stream());
  }

  private Stream<PreparedScript> pending() {
    return release.versioned().stream()
        .filter(script -> !applied.versions().containsKey(Evaluation.version(script)))
        .filter(script -> !applied.isAtOrBelowBaseline(Evaluation.version(script)));
  }

  private static Optional<Rejected> rejected(RejectionReason reason, String message) {
    return Optional.of(new Rejected(reason, message, null));
  }
}
