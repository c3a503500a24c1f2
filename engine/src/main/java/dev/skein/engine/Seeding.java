package dev.skein.engine;

import dev.skein.engine.Pipeline.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which seeds of a release a tenant still needs: those that it never got, or with another content
 * the last time, by its receipts. They come last, after the migrations that they may rely on. A
 * release without seeds for the tenant costs no look.
 */
final class Seeding {
  private final Connection connection;
  private final TenantTables tables;
  private final MigrationRequest request;
  private final TenantPlaceholders placeholders;
  private @Nullable List<PreparedScript> mine;

  Seeding(
      Connection connection,
      TenantTables tables,
      MigrationRequest request,
      TenantPlaceholders placeholders) {
    this.connection = connection;
    this.tables = tables;
    this.request = request;
    this.placeholders = placeholders;
  }

  /** The same, with the seeds that are due; an unknown placeholder is a {@code FlywayException}. */
  Verdict after(TenantState state, Verdict verdict) throws SQLException {
    List<PreparedScript> due = verdict instanceof Verdict.Refused ? List.of() : due(state);
    if (due.isEmpty()) {
      return verdict;
    }
    return switch (verdict) {
      case Verdict.Refused refused -> refused;
      case Verdict.Current(var version) -> new Verdict.Pending(version, due);
      case Verdict.Pending(var from, var scripts) -> {
        List<PreparedScript> all = new ArrayList<>(scripts);
        all.addAll(due);
        yield new Verdict.Pending(from, List.copyOf(all));
      }
    };
  }

  /** One of the tenant's, with the digest of what it gets. */
  Optional<PreparedScript> script(String path) {
    return mine().stream().filter(seed -> seed.path().equals(path)).findFirst();
  }

  private List<PreparedScript> due(TenantState state) throws SQLException {
    if (mine().isEmpty()) {
      return List.of();
    }
    Map<String, String> last = state.hasReceipts() ? last() : Map.of();
    return mine().stream().filter(seed -> !seed.sha256().equals(last.get(seed.path()))).toList();
  }

  private List<PreparedScript> mine() {
    if (mine == null) {
      mine = request.release().seedsFor(request).stream().map(this::ofTenant).toList();
    }
    return mine;
  }

  private PreparedScript ofTenant(PreparedScript seed) {
    return seed.hasPlaceholders() ? seed.withSha256(sha256(placeholders.text(seed))) : seed;
  }

  /** The digest of each seed's last run, by path. */
  private Map<String, String> last() throws SQLException {
    String paths =
        mine().stream().map(seed -> Literal.of(seed.path())).collect(Collectors.joining(", "));
    String sql =
        """
        select distinct on (script) script, sha256 from %s
          where version is null and mode = 'executed' and script in (%s)
          order by script, id desc\
        """
            .formatted(tables.receipt(), paths);
    Map<String, String> last = new HashMap<>();
    for (Row row : Pipeline.one(connection, Pipeline.single(sql))) {
      last.put(String.valueOf(row.text(0)), String.valueOf(row.text(1)));
    }
    return last;
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
