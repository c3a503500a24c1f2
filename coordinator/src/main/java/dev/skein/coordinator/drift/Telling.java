package dev.skein.coordinator.drift;

import dev.skein.contracts.answer.TenantInspection;
import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.catalog.CatalogDiff;
import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.coordinator.surveys.Inspections.Inspected;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what differs, by the catalogs of one tenant a group. Catalogs may be long: at most two are
 * in memory at once.
 */
final class Telling {
  /** A page of differences is for a person; a list of thousands is not. */
  private static final int MOST = 1000;

  private final Function<String, Optional<Inspected>> catalogs;

  /**
   * @param catalogs by tenant; empty for who was not asked
   */
  Telling(Function<String, Optional<Inspected>> catalogs) {
    this.catalogs = catalogs;
  }

  List<DriftReport.Odd> told(DriftReport.Cohort cohort) {
    String like = cohort.like();
    if (like == null || cohort.odd().isEmpty()) {
      return cohort.odd();
    }
    @Nullable Inspected expected = catalogs.apply(like).orElse(null);
    return cohort.odd().stream().map(odd -> told(odd, like, expected)).toList();
  }

  private DriftReport.Odd told(DriftReport.Odd odd, String like, @Nullable Inspected reference) {
    String tenant = odd.tenants().getFirst();
    if (tenant.equals(like)) {
      return odd;
    }
    @Nullable Catalog expected = catalog(reference);
    if (expected == null) {
      return with(odd, null, why(like, reference));
    }
    @Nullable Inspected inspected = catalogs.apply(tenant).orElse(null);
    @Nullable Catalog found = catalog(inspected);
    if (found == null) {
      return with(odd, null, why(tenant, inspected));
    }
    if (!found.fingerprint().equals(odd.fingerprint())) {
      return with(
          odd, null, "tenant %s has changed since it was read; look again".formatted(tenant));
    }
    CatalogDiff diff = CatalogDiff.between(expected, found);
    int differences = diff.differences().size();
    return differences <= MOST
        ? with(odd, diff, null)
        : with(
            odd,
            null,
            "tenant %s differs from %s in %d places; see skein inspect --tenants %s,%s --catalog --json"
                .formatted(tenant, like, differences, tenant, like));
  }

  private static @Nullable Catalog catalog(@Nullable Inspected inspected) {
    @Nullable TenantInspection said = inspected == null ? null : inspected.said();
    return said == null ? null : said.catalog();
  }

  private static String why(String tenant, @Nullable Inspected inspected) {
    return inspected == null
        ? "too many are odd, each in its own way; look at fewer with --tenants"
        : "tenant %s did not tell its catalog: %s".formatted(tenant, inspected.why());
  }

  private static DriftReport.Odd with(
      DriftReport.Odd odd, @Nullable CatalogDiff differences, @Nullable String untold) {
    Fingerprint fingerprint = odd.fingerprint();
    return new DriftReport.Odd(fingerprint, odd.tenants(), odd.releases(), differences, untold);
  }
}
