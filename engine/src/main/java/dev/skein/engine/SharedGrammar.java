package dev.skein.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells statements on what the tenants of a database, or all databases of a server, have in common:
 * two tenants that run one at a time get into each other's way. Pure, and by the words of the
 * statement itself: what a function or a DO block does is not seen.
 */
final class SharedGrammar {
  /** A list of roles or privileges may be long. */
  private static final int TOKENS = 200;

  private static final String[] KINDS = {
    "extension",
    "user mapping",
    "role",
    "user",
    "group",
    "database",
    "tablespace",
    "language",
    "event trigger",
    "publication",
    "subscription",
    "cast",
    "transform",
    "foreign data wrapper",
    "server",
    "access method"
  };

  private static final String[] GRANTED_ON = {
    "database", "tablespace", "foreign data wrapper", "foreign server", "language", "parameter"
  };

  private final SqlCursor sql;

  private SharedGrammar(String sql) {
    this.sql = new SqlCursor(sql, TOKENS);
  }

  /**
   * What a statement touches.
   *
   * @param what the statement's kind, in words
   * @param schemas as the catalog has them; a tenant may touch its own. Empty where what it touches
   *     is nobody's own
   */
  record Touch(String what, List<String> schemas) {
    boolean isShared(String ownSchema) {
      return schemas.isEmpty() || !schemas.stream().allMatch(ownSchema::equals);
    }
  }

  /** Empty for a statement on what a tenant has for itself. */
  static Optional<Touch> read(String sql) {
    return Optional.ofNullable(new SharedGrammar(sql).statement());
  }

  private @Nullable Touch statement() {
    String verb =
        sql.word(
            "create",
            "alter default privileges",
            "alter system",
            "alter",
            "drop owned",
            "drop",
            "reassign owned",
            "comment on",
            "security label",
            "grant",
            "revoke",
            "reindex",
            "vacuum",
            "analyze",
            "analyse",
            "cluster");
    return switch (verb) {
      case null -> null;
      case "alter system", "drop owned", "reassign owned" -> touch(words(verb));
      case "alter default privileges" -> defaults(verb);
      case "grant", "revoke" -> grant(verb);
      case "reindex" -> reindex();
      case "vacuum", "analyze", "analyse", "cluster" -> all(verb);
      case "security label" -> {
        if (sql.skip("for")) {
          sql.next();
        }
        yield sql.skip("on") ? object(verb + " on") : null;
      }
      default -> object(verb);
    };
  }

  private @Nullable Touch object(String verb) {
    sql.skip("or", "replace");
    sql.skip("trusted");
    sql.skip("procedural");
    if (sql.skip("schema")) {
      sql.skip("if", "not", "exists");
      sql.skip("if", "exists");
      return new Touch(words(verb, "schema"), schemas());
    }
    String kind = sql.word(KINDS);
    return kind == null ? null : touch(words(verb, kind));
  }

  private @Nullable Touch grant(String verb) {
    // GRANT … ON something TO …, or GRANT role TO …
    if (!sql.skipTo("on")) {
      return touch(words(verb, "of a role"));
    }
    if (sql.skip("schema")) {
      return new Touch(words(verb, "on schema"), schemas());
    }
    String kind = sql.word(GRANTED_ON);
    return kind == null ? null : touch(words(verb, "on", kind));
  }

  /** Those of one schema are its own affair. */
  private @Nullable Touch defaults(String verb) {
    while (!sql.atEnd()) {
      if (sql.skip("in", "schema")) {
        return new Touch(words(verb), schemas());
      }
      if (sql.isNext("grant") || sql.isNext("revoke")) {
        break;
      }
      sql.next();
    }
    return touch(words(verb));
  }

  private @Nullable Touch reindex() {
    if (sql.isNext("(")) {
      sql.skipTo(")");
    }
    String kind = sql.word("database", "system", "schema");
    if (kind == null) {
      return null;
    }
    sql.skip("concurrently");
    return kind.equals("schema")
        ? new Touch("REINDEX SCHEMA", schemas())
        : touch(words("reindex", kind));
  }

  /** Without a table's name they take every table. */
  private @Nullable Touch all(String verb) {
    if (sql.isNext("(")) {
      sql.skipTo(")");
    }
    sql.skipAll("full", "freeze", "verbose", "analyze");
    return sql.atEnd() ? touch(words(verb) + " of the whole database") : null;
  }

  /** A list of names; one without names is of a schema that its role has given the name. */
  private List<String> schemas() {
    List<String> schemas = new ArrayList<>();
    do {
      String name = sql.identifier();
      if (name == null) {
        return List.of();
      }
      schemas.add(folded(name));
    } while (sql.skip(","));
    return List.copyOf(schemas);
  }

  private static String folded(String identifier) {
    return identifier.startsWith("\"")
        ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
        : identifier.toLowerCase(Locale.ROOT);
  }

  private static Touch touch(String what) {
    return new Touch(what, List.of());
  }

  private static String words(String... words) {
    return String.join(" ", words).toUpperCase(Locale.ROOT);
  }
}
