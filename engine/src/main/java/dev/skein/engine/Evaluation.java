package dev.skein.engine;

import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.Outcome.Rejected;
import dev.skein.contracts.report.RejectionReason;
import java.util.ArrayList;
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
import org.flywaydb.core.internal.util.AbbreviationUtils;
import org.jspecify.annotations.Nullable;

/**
 * Judges a release against what a tenant's tables say; pure. Where it finds scripts pending, stock
 * Flyway finds the same; what stock Flyway would refuse, it refuses first and says what to do.
 */
final class Evaluation {
  private final PreparedRelease release;
  private final TenantState state;
  private final AppliedHistory applied;

  private Evaluation(PreparedRelease release, TenantState state) {
    this.release = release;
    this.state = state;
    this.applied = new AppliedHistory(state.historyRows());
  }

  static Verdict of(
      PreparedRelease release,
      TenantPlaceholders checksums,
      TenantState state,
      TenantId tenant,
      Epoch epoch) {
    Evaluation evaluation = new Evaluation(release, state);
    return evaluation
        .refusals(tenant, epoch)
        .findFirst()
        .<Verdict>map(Verdict.Refused::new)
        .orElseGet(() -> evaluation.work(checksums));
  }

  /** All that {@link #of} would refuse, the reason that it gives first; and what it would run. */
  static Findings all(
      PreparedRelease release,
      TenantPlaceholders checksums,
      TenantState state,
      TenantId tenant,
      Epoch epoch) {
    Evaluation evaluation = new Evaluation(release, state);
    return new Findings(
        evaluation.refusals(tenant, epoch).toList(),
        evaluation.work(checksums),
        evaluation.unknown());
  }

  /**
   * What there is to say of a tenant.
   *
   * @param work as if nothing were refused
   * @param unknown rows of the history that no script of the release stands for
   */
  record Findings(List<Rejected> refusals, Verdict work, List<HistoryRow> unknown) {}

  /** Lazy: what comes first costs nothing of what comes later. */
  private Stream<Rejected> refusals(TenantId tenant, Epoch epoch) {
    return Stream.<Supplier<Stream<Rejected>>>of(
            () -> identity(tenant, epoch).stream(),
            () -> managed().stream(),
            this::whole,
            this::knownVersions,
            this::unchangedVersions,
            this::knownRepeatables,
            this::order)
        .flatMap(Supplier::get);
  }

  private Optional<Rejected> identity(TenantId tenant, Epoch epoch) {
    FenceRow fence = state.fence();
    return fence == null ? Optional.empty() : Fencing.refusal(fence, tenant, epoch);
  }

  private Optional<Rejected> managed() {
    if (state.history() != null || state.schemaEmpty()) {
      return Optional.empty();
    }
    return rejected(
        RejectionReason.UNMANAGED_SCHEMA,
        "expected an empty schema or one with Flyway's history but it holds objects and no history;"
            + " baseline the tenant at the version that it stands at");
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
    release.repeatables().forEach(script -> known.add(stored(script.description())));
    return applied.repeatables().values().stream()
        .filter(row -> !known.contains(row.description()));
  }

  private List<HistoryRow> unknown() {
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
        .filter(script -> !applied.isAtOrBelowBaseline(version(script)))
        .map(script -> edited(script, applied.versions().get(version(script))))
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
    return stored(script.description()).equals(row.description())
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
    return pendingVersions()
        .filter(script -> version(script).compareTo(current.get()) < 0)
        .flatMap(
            script ->
                rejected(
                    RejectionReason.OUT_OF_ORDER,
                    ("%s: expected pending versions above %s, where the tenant stands, but got %s;"
                         + " give the script a higher version, or set out-of-order in the release")
                        .formatted(script.path(), current.get(), version(script)))
                    .stream());
  }

  private Stream<PreparedScript> pendingVersions() {
    return release.versioned().stream()
        .filter(script -> !applied.versions().containsKey(version(script)))
        .filter(script -> !applied.isAtOrBelowBaseline(version(script)));
  }

  private Verdict work(TenantPlaceholders checksums) {
    List<PreparedScript> pending = new ArrayList<>(pendingVersions().toList());
    Map<String, HistoryRow> runs = applied.repeatables();
    for (PreparedScript script : release.repeatables()) {
      Set<Integer> accepted = checksums.accepted(script);
      HistoryRow run = runs.get(stored(script.description()));
      if (run == null || run.checksum() == null || !accepted.contains(run.checksum())) {
        pending.add(script);
      }
    }
    @Nullable SchemaVersion current = applied.current().orElse(null);
    return pending.isEmpty()
        ? new Verdict.Current(current)
        : new Verdict.Pending(current, List.copyOf(pending));
  }

  static String stored(String description) {
    return AbbreviationUtils.abbreviateDescription(description);
  }

  /** As the history has it. */
  static String storedPath(PreparedScript script) {
    return AbbreviationUtils.abbreviateScript(script.path());
  }

  static SchemaVersion version(PreparedScript script) {
    return Objects.requireNonNull(script.version(), "a versioned script has a version");
  }

  private static Optional<Rejected> rejected(RejectionReason reason, String message) {
    return Optional.of(new Rejected(reason, message, null));
  }
}
