package dev.skein.engine;

import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.Outcome.Rejected;
import dev.skein.contracts.report.RejectionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
  private final HistoryCheck check;

  private Evaluation(PreparedRelease release, TenantState state) {
    this.release = release;
    this.state = state;
    this.check = release.histories().check(state.historyRows());
  }

  static Verdict of(
      PreparedRelease release,
      TenantPlaceholders checksums,
      TenantState state,
      TenantId tenant,
      Epoch epoch) {
    Evaluation evaluation = new Evaluation(release, state);
    return evaluation
        .refusal(tenant, epoch)
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
        evaluation.check.unknown());
  }

  /**
   * What there is to say of a tenant.
   *
   * @param work as if nothing were refused
   * @param unknown rows of the history that no script of the release stands for
   */
  record Findings(List<Rejected> refusals, Verdict work, List<HistoryRow> unknown) {}

  private Optional<Rejected> refusal(TenantId tenant, Epoch epoch) {
    return identity(tenant, epoch).or(this::managed).or(check::refusal);
  }

  private Stream<Rejected> refusals(TenantId tenant, Epoch epoch) {
    return Stream.of(identity(tenant, epoch).stream(), managed().stream(), check.refusals())
        .flatMap(Function.identity());
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

  private Verdict work(TenantPlaceholders checksums) {
    List<PreparedScript> pending = new ArrayList<>(check.pendingVersions());
    Map<String, HistoryRow> runs = check.applied().repeatables();
    for (PreparedScript script : release.repeatables()) {
      Set<Integer> accepted = checksums.accepted(script);
      HistoryRow run = runs.get(stored(script.description()));
      if (run == null || run.checksum() == null || !accepted.contains(run.checksum())) {
        pending.add(script);
      }
    }
    @Nullable SchemaVersion current = check.applied().current().orElse(null);
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
