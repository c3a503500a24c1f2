package dev.skein.engine;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.SchemaVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Whether a tenant's tables, read afresh, say what an attempt is about to claim; pure. */
final class Verification {
  private final PreparedRelease release;
  private final AppliedHistory applied;
  private final Map<String, ReceiptRow> receipts = new HashMap<>();

  private Verification(PreparedRelease release, TenantState state, AttemptId attempt) {
    this.release = release;
    this.applied = new AppliedHistory(state.historyRows());
    state.receiptRows().stream()
        .filter(ReceiptRow::isExecuted)
        .filter(row -> row.attempt().equals(attempt.value()))
        .forEach(row -> receipts.put(row.script(), row));
  }

  /**
   * What is wrong; empty when all is as it should be.
   *
   * @param executed the paths that this attempt ran
   */
  static Optional<String> of(
      PreparedRelease release, TenantState state, AttemptId attempt, Set<String> executed) {
    Verification verification = new Verification(release, state, attempt);
    Optional<String> versions =
        release.versioned().stream()
            .flatMap(script -> verification.version(script).stream())
            .findFirst();
    return versions
        .or(
            () ->
                release.repeatables().stream()
                    .flatMap(script -> verification.repeatable(script).stream())
                    .findFirst())
        .or(
            () ->
                executed.stream()
                    .sorted()
                    .flatMap(path -> verification.receipt(path).stream())
                    .findFirst());
  }

  private Optional<String> version(PreparedScript script) {
    SchemaVersion version = Evaluation.version(script);
    if (applied.isAtOrBelowBaseline(version)) {
      return Optional.empty();
    }
    HistoryRow row = applied.versions().get(version);
    if (row == null) {
      return Optional.of(
          "%s: expected a row of success in the history but there is none"
              .formatted(script.path()));
    }
    return Objects.equals(row.checksum(), script.checksum())
        ? Optional.empty()
        : Optional.of(
            "%s: expected checksum %d in the history but it has %s"
                .formatted(script.path(), script.checksum(), row.checksum()));
  }

  private Optional<String> repeatable(PreparedScript script) {
    return applied.repeatables().containsKey(Evaluation.stored(script.description()))
        ? Optional.empty()
        : Optional.of(
            "%s: expected a row of success in the history but there is none"
                .formatted(script.path()));
  }

  private Optional<String> receipt(String path) {
    String expected =
        release.script(path).map(PreparedScript::sha256).orElse("a script of the release");
    ReceiptRow row = receipts.get(path);
    if (row != null && row.sha256().equals(expected)) {
      return Optional.empty();
    }
    return Optional.of(
        "%s: expected a receipt of this attempt with digest %s but %s"
            .formatted(path, expected, row == null ? "there is none" : "it has " + row.sha256()));
  }
}
