package dev.skein.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's own tables say, read under the lock.
 *
 * @param history null where Flyway's table is not there
 * @param receipts null where the table is not there
 * @param hasFence whether the fence's table is there; its row may still be missing
 * @param schemaEmpty as Flyway means it; only looked at where there is no history
 */
record TenantState(
    @Nullable List<HistoryRow> history,
    @Nullable List<ReceiptRow> receipts,
    boolean hasFence,
    @Nullable FenceRow fence,
    boolean schemaEmpty) {

  List<HistoryRow> historyRows() {
    return history == null ? List.of() : history;
  }

  List<ReceiptRow> receiptRows() {
    return receipts == null ? List.of() : receipts;
  }

  /** The first rank that is free in the history. */
  int nextRank() {
    return historyRows().stream().mapToInt(HistoryRow::rank).max().orElse(0) + 1;
  }

  /** Whether nothing was ever applied here. */
  boolean isEmpty() {
    return historyRows().isEmpty();
  }

  /** Whether something is still to be created before scripts can run. */
  boolean isNew() {
    return history == null || receipts == null || !hasFence || fence == null;
  }
}
