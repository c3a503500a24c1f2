package dev.skein.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's own tables say, read under the lock.
 *
 * @param schemaExists without it nothing else is there
 * @param history null where Flyway's table is not there
 * @param hasReceipts whether their table is there
 * @param hasFence whether the fence's table is there; its row may still be missing
 * @param schemaEmpty as Flyway means it; only looked at where there is no history
 */
record TenantState(
    boolean schemaExists,
    @Nullable List<HistoryRow> history,
    boolean hasReceipts,
    boolean hasFence,
    @Nullable FenceRow fence,
    boolean schemaEmpty) {

  /** Of a tenant that was migrated before: the receipts' table came with the fence's. */
  static TenantState known(List<HistoryRow> history, @Nullable FenceRow fence) {
    return new TenantState(true, history, true, true, fence, false);
  }

  List<HistoryRow> historyRows() {
    return history == null ? List.of() : history;
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
    return history == null || !hasReceipts || !hasFence || fence == null;
  }
}
