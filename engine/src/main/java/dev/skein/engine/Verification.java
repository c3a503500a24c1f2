package dev.skein.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a tenant's tables, read afresh, say what an attempt is about to claim; pure. */
final class Verification {
  private final TenantPlaceholders placeholders;
  private final Map<String, HistoryRow> history = new HashMap<>();
  private final Map<String, ReceiptRow> receipts = new HashMap<>();

  private Verification(TenantPlaceholders placeholders, Preflight.Written written) {
    this.placeholders = placeholders;
    written.history().stream()
        .filter(HistoryRow::success)
        .forEach(row -> history.put(row.script(), row));
    written.receipts().forEach(row -> receipts.put(row.script(), row));
  }

  /**
   * What is wrong; empty when all is as it should be.
   *
   * @param executed the paths that this attempt ran
   */
  static Optional<String> of(
      PreparedRelease release,
      Seeding seeding,
      TenantPlaceholders placeholders,
      Preflight.Written written,
      Set<String> executed) {
    Verification verification = new Verification(placeholders, written);
    return executed.stream()
        .flatMap(path -> release.script(path).or(() -> seeding.script(path)).stream())
        .flatMap(
            script -> verification.history(script).or(() -> verification.receipt(script)).stream())
        .findFirst();
  }

  private Optional<String> history(PreparedScript script) {
    if (script.seed()) {
      return Optional.empty();
    }
    HistoryRow row = history.get(Evaluation.storedPath(script));
    if (row == null) {
      return Optional.of(
          "%s: expected a row of success in the history but there is none"
              .formatted(script.path()));
    }
    Set<Integer> accepted = placeholders.accepted(script);
    return row.checksum() != null && accepted.contains(row.checksum())
        ? Optional.empty()
        : Optional.of(
            "%s: expected checksum %d in the history but it has %s"
                .formatted(script.path(), script.checksum(), row.checksum()));
  }

  private Optional<String> receipt(PreparedScript script) {
    ReceiptRow row = receipts.get(script.path());
    if (row != null && row.sha256().equals(script.sha256())) {
      return Optional.empty();
    }
    return Optional.of(
        "%s: expected a receipt of this attempt with digest %s but %s"
            .formatted(
                script.path(),
                script.sha256(),
                row == null ? "there is none" : "it has " + row.sha256()));
  }
}
