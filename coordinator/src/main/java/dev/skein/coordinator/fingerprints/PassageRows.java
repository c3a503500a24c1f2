package dev.skein.coordinator.fingerprints;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.rollout.cohort.Passage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Fingerprints of a rollout's tenants in the store, by tenant and put together by their ways. */
@Component
class PassageRows {
  private final JdbcTemplate jdbc;

  PassageRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Whoever came through is counted once; under the rollout's lock. */
  void note(RolloutId rollout, Collection<Taken> taken) {
    jdbc.update(
        """
        with moved as (
          insert into rollout_fingerprint as known
            (rollout, tenant, from_version, before, to_version, after, through)
          select ?, tenant, from_version, before, to_version, after, through
          from unnest(?, ?, ?, ?, ?, ?)
            taken (tenant, from_version, before, to_version, after, through)
          on conflict (rollout, tenant) do update set
            from_version = case when known.before is null then excluded.from_version
              else known.from_version end,
            before = coalesce(known.before, excluded.before),
            to_version = excluded.to_version, after = excluded.after, through = excluded.through
          where not known.through
          returning *)
        insert into rollout_passage as known
          (rollout, from_version, before, to_version, after, tenants, first)
        select rollout, coalesce(from_version, ''), coalesce(before, ''),
          coalesce(to_version, ''), coalesce(after, ''), count(*), min(tenant)
        from moved where through group by 1, 2, 3, 4, 5
        on conflict (rollout, from_version, before, to_version, after) do update set
          tenants = known.tenants + excluded.tenants, first = least(known.first, excluded.first)
        """,
        rollout.value(),
        column(taken, one -> one.tenant().value()),
        column(taken, one -> text(one.from())),
        column(taken, one -> text(one.before())),
        column(taken, one -> text(one.to())),
        column(taken, one -> text(one.after())),
        taken.stream().map(Taken::through).toArray(Boolean[]::new));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static @Nullable String[] column(
      Collection<Taken> taken, Function<Taken, @Nullable String> value) {
    return taken.stream().map(value).toArray(String[]::new);
  }

  /** Of those that came through and were read. */
  List<Passage> passages(String rollout) {
    return jdbc.query(
        "select * from rollout_passage where rollout = ? and after <> ''",
        (row, _) -> passage(row),
        rollout);
  }

  /** How many came through and could not be read. */
  int missing(String rollout) {
    Integer missing =
        jdbc.queryForObject(
            """
            select coalesce(sum(tenants), 0) from rollout_passage where rollout = ? and after = ''
            """,
            Integer.class,
            rollout);
    return missing == null ? 0 : missing;
  }

  /** The first tenants by name that went this way. */
  List<String> tenants(String rollout, Passage passage, int limit) {
    return jdbc.query(
        """
        select tenant from rollout_fingerprint
        where rollout = ? and through and after = ? and coalesce(before, '') = ?
          and coalesce(from_version, '') = ? and coalesce(to_version, '') = ?
        order by tenant limit ?
        """,
        (row, _) -> row.getString(1),
        rollout,
        passage.after().toString(),
        orEmpty(passage.before()),
        orEmpty(passage.from()),
        orEmpty(passage.to()),
        limit);
  }

  private static String orEmpty(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static Passage passage(ResultSet row) throws SQLException {
    String before = row.getString("before");
    return new Passage(
        version(row.getString("from_version")),
        before.isEmpty() ? null : Fingerprint.parse(before),
        version(row.getString("to_version")),
        Fingerprint.parse(row.getString("after")),
        row.getInt("tenants"),
        row.getString("first"));
  }

  private static @Nullable SchemaVersion version(String text) {
    return text.isEmpty() ? null : new SchemaVersion(text);
  }
}
