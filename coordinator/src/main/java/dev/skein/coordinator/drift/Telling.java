package dev.skein.coordinator.drift;

import dev.skein.contracts.answer.TenantInspection;
import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.catalog.CatalogDiff;
import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.coordinator.surveys.Inspections.Inspected;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what differs, by the catalogs of one tenant a group. */
final class Telling {
  private final Map<String, Inspected> catalogs;

  Telling(List<Inspected> answers) {
    this.catalogs =
        answers.stream().collect(Collectors.toMap(Inspected::tenant, Function.identity()));
  }

  List<DriftReport.Odd> told(DriftReport.Cohort cohort) {
    return cohort.odd().stream().map(odd -> told(odd, String.valueOf(cohort.like()))).toList();
  }

  private DriftReport.Odd told(DriftReport.Odd odd, String like) {
    String tenant = odd.tenants().getFirst();
    if (tenant.equals(like)) {
      return odd;
    }
    @Nullable Catalog expected = catalog(like);
    @Nullable Catalog found = catalog(tenant);
    if (expected == null || found == null) {
      return with(odd, null, why(expected == null ? like : tenant));
    }
    return found.fingerprint().equals(odd.fingerprint())
        ? with(odd, CatalogDiff.between(expected, found), null)
        : with(odd, null, "tenant %s has changed since it was read; look again".formatted(tenant));
  }

  private @Nullable Catalog catalog(String tenant) {
    Inspected inspected = catalogs.get(tenant);
    @Nullable TenantInspection said = inspected == null ? null : inspected.said();
    return said == null ? null : said.catalog();
  }

  private String why(String tenant) {
    Inspected inspected = catalogs.get(tenant);
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
