package dev.skein.cli.client;

import dev.skein.contracts.catalog.CatalogDiff;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A look for tenants that are not as the others of their cohort.
 *
 * @param whole whether every tenant was to be read
 * @param tenants that are asked
 * @param ended of them have answered, or cannot
 * @param attention what keeps it from going on
 * @param report null until it is done
 */
public record DriftLook(
    String id,
    String state,
    boolean whole,
    @Nullable Instant askedAt,
    @Nullable Instant endedAt,
    int tenants,
    int ended,
    List<String> attention,
    @Nullable Report report) {
  public DriftLook {
    id = Absent.text(id);
    state = Absent.text(state);
    attention = Absent.list(attention);
  }

  /**
   * What was found.
   *
   * @param unread tenants that did not tell
   * @param unversioned tenants at no version, which are not compared
   */
  public record Report(List<Cohort> cohorts, List<Unread> unread, List<String> unversioned) {
    public Report {
      cohorts = Absent.list(cohorts);
      unread = Absent.list(unread);
      unversioned = Absent.list(unversioned);
    }

    /** Whether anybody is odd. */
    public boolean isDrift() {
      return cohorts.stream().anyMatch(cohort -> !cohort.odd().isEmpty());
    }
  }

  /**
   * Tenants that are to be alike.
   *
   * @param fingerprint what most of them have; null where as many have another one
   * @param alike how many have it
   * @param releases that brought those to their version
   * @param like the tenant that the odd ones are held against; null where there are none
   */
  public record Cohort(
      String version,
      int serverMajor,
      int algorithm,
      int tenants,
      @Nullable String fingerprint,
      int alike,
      List<String> releases,
      @Nullable String like,
      List<Odd> odd) {
    public Cohort {
      version = Absent.text(version);
      releases = Absent.list(releases);
      odd = Absent.list(odd);
    }
  }

  /**
   * Tenants that are odd in the same way.
   *
   * @param differences null where they were not told
   * @param untold why not, or null
   */
  public record Odd(
      String fingerprint,
      List<String> tenants,
      List<String> releases,
      @Nullable CatalogDiff differences,
      @Nullable String untold) {
    public Odd {
      fingerprint = Absent.text(fingerprint);
      tenants = Absent.list(tenants);
      releases = Absent.list(releases);
    }
  }

  /** A tenant that could not be read. */
  public record Unread(String tenant, String shard, String why) {
    public Unread {
      tenant = Absent.text(tenant);
      shard = Absent.text(shard);
      why = Absent.text(why);
    }
  }
}
