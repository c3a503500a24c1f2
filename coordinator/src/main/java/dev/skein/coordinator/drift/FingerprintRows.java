package dev.skein.coordinator.drift;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.rollout.cohort.Read;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each tenant's schema was last found to be. */
@Component
class FingerprintRows {
  private final JdbcClient jdbc;

  FingerprintRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param drift the look that saw it, while that is kept
   */
  record Seen(
      String tenant,
      SchemaVersion version,
      Fingerprint fingerprint,
      Instant seenAt,
      @Nullable String drift) {}

  void save(Collection<Read> reads, String drift) {
    jdbc.sql(
            """
            insert into tenant_fingerprint (tenant, version, fingerprint, seen_at, drift)
            select *, now(), :drift from unnest(:tenants, :versions, :fingerprints)
            on conflict (tenant) do update set version = excluded.version,
              fingerprint = excluded.fingerprint, seen_at = excluded.seen_at,
              drift = excluded.drift
            """)
        .param("drift", drift)
        .param("tenants", reads.stream().map(Read::tenant).toArray(String[]::new))
        .param("versions", reads.stream().map(one -> one.version().value()).toArray(String[]::new))
        .param(
            "fingerprints",
            reads.stream().map(one -> one.fingerprint().toString()).toArray(String[]::new))
        .update();
  }

  /** Everybody beside these who is not known to have another version by now. */
  List<Read> others(Collection<String> tenants) {
    return jdbc
        .sql(
            """
            select seen.* from tenant_fingerprint seen join tenant on tenant.id = seen.tenant
            where seen.version = tenant.version and seen.tenant <> all (:tenants)
            """)
        .param("tenants", tenants.toArray(String[]::new))
        .query((row, _) -> seen(row))
        .stream()
        .map(one -> new Read(one.tenant, one.version, one.fingerprint))
        .toList();
  }

  Optional<Seen> find(String tenant) {
    return jdbc.sql("select * from tenant_fingerprint where tenant = :tenant")
        .param("tenant", tenant)
        .query((row, _) -> seen(row))
        .optional();
  }

  /** Which releases brought these to where they stand, by name. */
  List<String> releases(Collection<String> tenants) {
    return jdbc.sql(
            """
            select distinct release.name from tenant join release on release.digest = tenant.release
            where tenant.id = any (:tenants) order by 1
            """)
        .param("tenants", tenants.toArray(String[]::new))
        .query((row, _) -> row.getString(1))
        .list();
  }

  private static Seen seen(ResultSet row) throws SQLException {
    return new Seen(
        row.getString("tenant"),
        new SchemaVersion(row.getString("version")),
        Fingerprint.parse(row.getString("fingerprint")),
        row.getObject("seen_at", OffsetDateTime.class).toInstant(),
        row.getString("drift"));
  }
}
