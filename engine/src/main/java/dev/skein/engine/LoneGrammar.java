package dev.skein.engine;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a {@link LoneStatement} from others; pure. What it does not know, Flyway runs. */
final class LoneGrammar {
  /** More than the longest of them has, but for what may follow. */
  private static final int TOKENS = 64;

  private static final Set<String> OFF = Set.of("false", "off", "0");

  private final SqlCursor sql;

  private LoneGrammar(String sql) {
    this.sql = new SqlCursor(sql, TOKENS);
  }

  /** Empty for another statement, an index without a name, and IF NOT EXISTS. */
  static Optional<LoneStatement> read(String sql) {
    return Optional.ofNullable(new LoneGrammar(sql).statement());
  }

  private @Nullable LoneStatement statement() {
    if (sql.skip("vacuum")) {
      return LoneStatement.vacuums();
    }
    if (sql.skip("create")) {
      return create();
    }
    if (sql.skip("drop", "index", "concurrently")) {
      return drop();
    }
    if (sql.skip("reindex")) {
      return reindex();
    }
    return sql.skip("alter", "table") ? detach() : null;
  }

  private @Nullable LoneStatement create() {
    sql.skip("unique");
    if (!sql.skip("index", "concurrently") || sql.isNext("if") || sql.isNext("on")) {
      return null;
    }
    String index = sql.identifier();
    if (index == null || !sql.skip("on")) {
      return null;
    }
    sql.skip("only");
    String table = sql.name();
    return table == null ? null : LoneStatement.createsIndex(index, table);
  }

  private @Nullable LoneStatement drop() {
    sql.skip("if", "exists");
    String index = sql.name();
    if (!sql.skip("restrict")) {
      sql.skip("cascade");
    }
    return index == null || !sql.atEnd() ? null : LoneStatement.dropsIndex(index);
  }

  private @Nullable LoneStatement reindex() {
    boolean concurrently = sql.skip("(") && options();
    @Nullable String kind = sql.word("index", "table", "schema", "database", "system");
    concurrently |= sql.skip("concurrently");
    String name = sql.name();
    if (kind == null || !sql.atEnd()) {
      return null;
    }
    return switch (kind) {
      // Which database, and since PostgreSQL 16 without a name: it can only be the one it runs in.
      case "database", "system" -> LoneStatement.reindexesDatabase();
      case "schema" -> name == null ? null : LoneStatement.reindexesSchema(name);
      // Unless concurrently, these a transaction holds.
      case "index" -> name == null || !concurrently ? null : LoneStatement.reindexesIndex(name);
      default -> name == null || !concurrently ? null : LoneStatement.reindexesTable(name);
    };
  }

  /** To the closing parenthesis; answers whether CONCURRENTLY is among them. */
  private boolean options() {
    boolean concurrently = false;
    boolean first = false;
    for (SqlToken token = sql.next(); token != null && !token.is(")"); token = sql.next()) {
      if (token.is("concurrently")) {
        concurrently = true;
        first = true;
      } else {
        concurrently &= !(first && OFF.contains(token.text().toLowerCase(Locale.ROOT)));
        first = false;
      }
    }
    return concurrently;
  }

  private @Nullable LoneStatement detach() {
    sql.skip("if", "exists");
    sql.skip("only");
    String table = sql.name();
    if (table == null || !sql.skip("detach", "partition")) {
      return null;
    }
    String partition = sql.name();
    return partition == null || !sql.skip("concurrently") || !sql.atEnd()
        ? null
        : LoneStatement.detaches(partition, table);
  }
}
