package dev.skein.engine;

import dev.skein.contracts.answer.HistoryEntry;
import dev.skein.contracts.answer.PlannedScript;
import dev.skein.contracts.answer.Refusal;
import dev.skein.contracts.answer.ScriptRun;
import dev.skein.contracts.answer.TenantPlan;
import dev.skein.contracts.report.Outcome;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a migration would do at a tenant, by the rules that it goes by itself. */
final class Planning {
  private final TenantConnection connection;
  private final MigrationRequest request;
  private final TenantTables tables;

  Planning(TenantConnection connection, MigrationRequest request) {
    this.connection = connection;
    this.request = request;
    this.tables = new TenantTables(request.address().schema());
  }

  Reading<TenantPlan> plan() throws SQLException {
    Preflight preflight =
        new Preflight(connection.shared(), tables, request.release().histories()::rows);
    TenantState state = preflight.read();
    Optional<Outcome.Rejected> unfit = Fitness.refusal(connection, preflight, tables, state);
    if (unfit.isPresent()) {
      return new Reading.Unanswered<>(unfit.get());
    }
    TenantPlaceholders placeholders = placeholders(request);
    Evaluation.Findings findings = findings(request, placeholders, state);
    List<PreparedScript> pending =
        pending(new Seeding(connection.shared(), tables, request, placeholders), state, findings);
    ScriptRuns runs =
        new ScriptRuns(request.release(), placeholders, connection.readsStandardStrings());
    Set<PreparedScript> skipped =
        new Skipping(connection.shared(), tables, request.release(), placeholders)
            .of(state, pending);
    SharedDatabase shared = new SharedDatabase(connection.shared(), tables, request, placeholders);
    BackfillRequirement requirement = new BackfillRequirement(connection.shared(), tables, request);
    return new Reading.Answered<>(
        new TenantPlan(
            connection.shared().getMetaData().getDatabaseMajorVersion(),
            new AppliedHistory(state.historyRows()).current().orElse(null),
            pending.stream().map(script -> planned(script, skipped, runs)).toList(),
            refusals(
                findings,
                shared.refusal(state, pending),
                requirement.refusal(state, pending, placeholders)),
            findings.unknown().stream().map(Planning::entry).toList()));
  }

  private static PlannedScript planned(
      PreparedScript script, Set<PreparedScript> skipped, ScriptRuns runs) {
    return new PlannedScript(
        script.path(),
        script.version(),
        skipped.contains(script) ? ScriptRun.SKIPPED : runs.of(script));
  }

  static TenantPlaceholders placeholders(MigrationRequest request) {
    return new TenantPlaceholders(request.allPlaceholders(), request.address(), Instant.now());
  }

  static Evaluation.Findings findings(
      MigrationRequest request, TenantPlaceholders placeholders, TenantState state) {
    return Evaluation.all(
        request.release(), placeholders, state, request.tenant(), request.epoch());
  }

  private static List<Refusal> refusals(
      Evaluation.Findings findings,
      Optional<Outcome.Rejected> shared,
      Optional<Outcome.Rejected> unfilled) {
    List<Refusal> all = new ArrayList<>(refusals(findings));
    shared.ifPresent(refused -> all.add(refusal(refused)));
    unfilled.ifPresent(refused -> all.add(refusal(refused)));
    return all;
  }

  static Refusal refusal(Outcome.Rejected refused) {
    return new Refusal(refused.reason(), refused.message());
  }

  static List<Refusal> refusals(Evaluation.Findings findings) {
    return findings.refusals().stream().map(Planning::refusal).toList();
  }

  /** What would run, seeds too, also where it would be refused. */
  static List<PreparedScript> pending(
      Seeding seeding, TenantState state, Evaluation.Findings findings) throws SQLException {
    return seeding.after(state, findings.work()) instanceof Verdict.Pending pending
        ? pending.scripts()
        : List.of();
  }

  static HistoryEntry entry(HistoryRow row) {
    @Nullable Integer checksum = row.checksum();
    return new HistoryEntry(
        row.rank(),
        row.version(),
        row.description(),
        row.type(),
        row.script(),
        checksum,
        row.success());
  }
}
