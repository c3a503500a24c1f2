package dev.skein.coordinator.backfills;

import dev.skein.contracts.id.ReleaseDigest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What releases say of backfills; read once each, since a release never changes. */
@Component
class ReleaseBackfills {
  private static final Said NOTHING = new Said(List.of(), List.of(), false);

  private final JdbcClient jdbc;
  private final Map<ReleaseDigest, Said> known = new ConcurrentHashMap<>();

  ReleaseBackfills(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A backfill of a release. */
  record Own(String name, String sha256) {}

  /**
   * @param own in the order in which they run
   * @param required by name
   * @param compensates whether it takes another release back
   */
  record Said(List<Own> own, List<String> required, boolean compensates) {
    Said {
      own = List.copyOf(own);
      required = List.copyOf(required);
    }
  }

  /** Of a release that is not stored, as the one that a rollback's plan is about: nothing. */
  Said of(ReleaseDigest release) {
    Said said = known.computeIfAbsent(release, this::read);
    return said == null ? NOTHING : said;
  }

  private @Nullable Said read(ReleaseDigest release) {
    Boolean compensates =
        jdbc.sql("select compensates <> '{}' from release where digest = :digest")
            .param("digest", release.value())
            .query(Boolean.class)
            .optional()
            .orElse(null);
    return compensates == null ? null : read(release, compensates);
  }

  private Said read(ReleaseDigest release, boolean compensates) {
    List<Own> own =
        jdbc.sql(
                """
                select own.backfill ->> 'name' as name, file ->> 'sha256' as sha256
                from release
                cross join lateral jsonb_array_elements(manifest -> 'backfills')
                  with ordinality own (backfill, place)
                join lateral jsonb_array_elements(manifest -> 'files') file
                  on file ->> 'path' = 'backfill/' || (own.backfill ->> 'name') || '.sql'
                where digest = :digest order by own.place
                """)
            .param("digest", release.value())
            .query((row, _) -> new Own(row.getString("name"), row.getString("sha256")))
            .list();
    List<String> required =
        jdbc.sql(
                """
                select required.backfill from release
                cross join lateral jsonb_array_elements_text(manifest -> 'require')
                  required (backfill)
                where digest = :digest
                """)
            .param("digest", release.value())
            .query((row, _) -> row.getString(1))
            .list();
    return new Said(own, required, compensates);
  }
}
