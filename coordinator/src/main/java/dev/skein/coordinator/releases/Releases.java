package dev.skein.coordinator.releases;

import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.event.MigrationReleasePublished;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.coordinator.outbox.Outbox;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.release.script.ScriptMark;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The releases in the store: never changed, never overwritten. */
@Component
public class Releases {
  private static final String SELECT =
      "select digest, name, head, scripts, length(archive) as bytes, published_at from release ";

  private final JdbcClient jdbc;
  private final Outbox outbox;

  Releases(JdbcClient jdbc, Outbox outbox) {
    this.jdbc = jdbc;
    this.outbox = outbox;
  }

  /** Whether the release was new, and how it stands. */
  record Published(boolean created, ReleaseView release) {}

  /** The same content again is the same release; the name of another one is refused. */
  @Transactional
  Published publish(ReleaseBundle bundle, byte[] archive) {
    int created =
        jdbc.sql(
                """
                insert into release (digest, name, head, scripts, manifest, archive, compensates)
                values (:digest, :name, :head, :scripts, :manifest::jsonb, :archive, :compensates)
                on conflict do nothing
                """)
            .param("digest", bundle.digest().value())
            .param("name", bundle.name().value())
            .param("head", bundle.head().map(SchemaVersion::value).orElse(null))
            .param("scripts", bundle.scripts().size())
            .param("manifest", new String(bundle.manifest().toJson(), StandardCharsets.UTF_8))
            .param("archive", archive)
            .param("compensates", compensates(bundle))
            .update();
    ReleaseView stored = find(bundle.digest().value()).orElseThrow(() -> nameTaken(bundle));
    if (created == 1) {
      outbox.send(
          Topics.RELEASES,
          new MigrationReleasePublished(
              bundle.digest(),
              bundle.name(),
              bundle.head().orElse(null),
              bundle.scripts().size(),
              archive.length,
              Instant.now()));
    }
    return new Published(created == 1, stored);
  }

  /** Versions that it takes back, so that nobody goes by what they brought. */
  private static String[] compensates(ReleaseBundle bundle) {
    return bundle.versioned().stream()
        .flatMap(script -> script.mark().stream())
        .filter(ScriptMark.Compensates.class::isInstance)
        .map(mark -> String.valueOf(((ScriptMark.Compensates) mark).version()))
        .toArray(String[]::new);
  }

  private RefusedException nameTaken(ReleaseBundle bundle) {
    String other = find(bundle.name().value()).map(ReleaseView::digest).orElse("another release");
    return RefusedException.conflict(
            "expected a new release name but \"%s\" already names other content (%s); choose another name"
                .formatted(bundle.name(), other))
        .with("digest", other);
  }

  /** By digest or by name. */
  public Optional<ReleaseView> find(String digestOrName) {
    return jdbc.sql(SELECT + "where digest = :key or name = :key")
        .param("key", digestOrName)
        .query((row, _) -> view(row))
        .optional();
  }

  Optional<byte[]> archive(String digest) {
    return jdbc.sql("select archive from release where digest = :digest")
        .param("digest", digest)
        .query((row, _) -> row.getBytes("archive"))
        .optional();
  }

  /** The newest first; {@code before} is the digest at the end of the page before, or empty. */
  List<ReleaseView> list(String before, int limit) {
    return jdbc.sql(
            SELECT
                + """
                where :before = '' or (published_at, digest) <
                  (select published_at, digest from release where digest = :before)
                order by published_at desc, digest desc limit :limit
                """)
        .param("before", before)
        .param("limit", limit)
        .query((row, _) -> view(row))
        .list();
  }

  private static ReleaseView view(ResultSet row) throws SQLException {
    return new ReleaseView(
        row.getString("digest"),
        row.getString("name"),
        row.getString("head"),
        row.getInt("scripts"),
        row.getLong("bytes"),
        row.getObject("published_at", OffsetDateTime.class).toInstant());
  }
}
