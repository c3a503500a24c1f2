package dev.skein.engine;

import dev.skein.contracts.id.BackfillName;
import dev.skein.engine.Pipeline.Row;
import dev.skein.engine.backfill.BackfillProgress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's own table says of a backfill.
 *
 * @param done whether nothing is left for it
 * @param lastKey that the next batch starts after; null for a backfill without a key
 */
record BackfillRow(boolean done, long batches, long rows, int batchSize, @Nullable String lastKey) {
  static final String COLUMNS = "state <> 'running', batches, changed_rows, batch_size, last_key";

  static BackfillRow of(Row row) {
    return new BackfillRow(
        row.isTrue(0),
        Long.parseLong(text(row, 1)),
        Long.parseLong(text(row, 2)),
        Integer.parseInt(text(row, 3)),
        row.text(4));
  }

  BackfillProgress progress(BackfillName name) {
    return new BackfillProgress(name, done, batches, rows, batchSize);
  }

  BackfillRow sized(int size) {
    return new BackfillRow(done, batches, rows, size, lastKey);
  }

  private static String text(Row row, int column) {
    return Objects.requireNonNull(row.text(column));
  }
}
