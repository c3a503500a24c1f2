package dev.skein.contracts.answer;

import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant stands.
 *
 * @param server its version as it says it ({@code 18.6})
 * @param version where the tenant stands; null for a fresh one, or one without a history
 * @param fingerprint null where it was not asked
 * @param objects how many things the fingerprint is of; zero where it was not asked
 * @param catalog null where it was not asked
 * @param history null where it was not asked; empty also where there is none
 */
public record TenantInspection(
    int serverMajor,
    String server,
    @Nullable SchemaVersion version,
    @Nullable Fingerprint fingerprint,
    int objects,
    @Nullable Catalog catalog,
    @Nullable List<HistoryEntry> history) {
  public TenantInspection {
    history = history == null ? null : List.copyOf(history);
  }
}
