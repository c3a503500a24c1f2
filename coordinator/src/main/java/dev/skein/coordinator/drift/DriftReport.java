package dev.skein.coordinator.drift;

import dev.skein.contracts.catalog.CatalogDiff;
import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a look found, as it is kept and shown.
 *
 * @param cohorts by version and server; of a selection only those that it is in
 * @param unread tenants that did not tell, by name
 * @param unversioned tenants that stand at no version, and are not compared; by name
 */
record DriftReport(List<Cohort> cohorts, List<Unread> unread, List<String> unversioned) {

  DriftReport {
    cohorts = List.copyOf(cohorts);
    unread = List.copyOf(unread);
    unversioned = List.copyOf(unversioned);
  }

  /**
   * @param tenants whose fingerprint is known, also outside of a selection
   * @param fingerprint what most of them have; null where as many have another one
   * @param alike how many have it; 0 where nobody can say what is right
   * @param releases that brought those to their version
   * @param like the tenant that the odd ones are held against; null where there are none
   */
  record Cohort(
      SchemaVersion version,
      int serverMajor,
      int algorithm,
      int tenants,
      @Nullable Fingerprint fingerprint,
      int alike,
      List<String> releases,
      @Nullable String like,
      List<Odd> odd) {
    Cohort {
      releases = List.copyOf(releases);
      odd = List.copyOf(odd);
    }

    Cohort with(List<Odd> told) {
      return new Cohort(
          version, serverMajor, algorithm, tenants, fingerprint, alike, releases, like, told);
    }
  }

  /**
   * Tenants that are odd in the same way.
   *
   * @param releases that brought them to their version
   * @param differences from the tenant that they are held against; null where they were not told
   * @param untold why not, or null
   */
  record Odd(
      Fingerprint fingerprint,
      List<String> tenants,
      List<String> releases,
      @Nullable CatalogDiff differences,
      @Nullable String untold) {
    Odd {
      tenants = List.copyOf(tenants);
      releases = List.copyOf(releases);
    }
  }

  /** A tenant that could not be read. */
  record Unread(String tenant, String shard, String why) {}

  DriftReport with(List<Cohort> told) {
    return new DriftReport(told, unread, unversioned);
  }

  /** Whom to ask for catalogs, so that it can be said what differs: one a group. */
  Stream<String> toAsk() {
    return cohorts.stream()
        .filter(cohort -> cohort.like() != null)
        .flatMap(
            cohort ->
                Stream.concat(
                    Stream.ofNullable(cohort.like()),
                    cohort.odd().stream().map(odd -> odd.tenants().getFirst())));
  }
}
