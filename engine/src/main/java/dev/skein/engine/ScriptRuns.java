package dev.skein.engine;

import dev.skein.contracts.answer.ScriptRun;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.sqlscript.ParserSqlScript;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.flywaydb.core.internal.sqlscript.SqlStatementIterator;
import org.flywaydb.database.postgresql.PostgreSQLParser;

/** How the engine would bring each script into a tenant. */
final class ScriptRuns {
  private static final Pattern ENUM_VALUE =
      Pattern.compile("\\badd\\s+value\\b", Pattern.CASE_INSENSITIVE);

  private final PreparedRelease release;
  private final TenantPlaceholders placeholders;
  private final boolean standardStrings;

  /**
   * @param standardStrings whether the session reads strings as scripts are read for all tenants
   */
  ScriptRuns(PreparedRelease release, TenantPlaceholders placeholders, boolean standardStrings) {
    this.release = release;
    this.placeholders = placeholders;
    this.standardStrings = standardStrings;
  }

  ScriptRun of(PreparedScript script) {
    try {
      ParsedScript parsed = parsed(script);
      if (parsed.plain()) {
        return ScriptRun.TRANSACTION;
      }
      if (parsed.lone() != null) {
        return ScriptRun.OUTSIDE;
      }
    } catch (FlywayException e) {
      return ScriptRun.UNREADABLE;
    }
    return inTransaction(script) ? ScriptRun.FLYWAY : ScriptRun.OUTSIDE;
  }

  /** As {@link PreparedRelease#parsed}; an unknown placeholder is a {@code FlywayException}. */
  ParsedScript parsed(PreparedScript script) {
    ParsedScript parsed = release.parsed(script, placeholders);
    return standardStrings ? parsed : ParsedScript.FOR_FLYWAY;
  }

  private boolean inTransaction(PreparedScript script) {
    Boolean asSet = script.settings().executeInTransaction();
    if (asSet != null) {
      return asSet;
    }
    PostgreSQLParser parser =
        new PostgreSQLParser(
            new FluentConfiguration().placeholderReplacement(false), new ParsingContext());
    ParserSqlScript sql =
        new ParserSqlScript(
            parser, new TextResource(script.path(), placeholders.text(script)), null, false);
    try (SqlStatementIterator statements = sql.getSqlStatements()) {
      while (statements.hasNext()) {
        SqlStatement statement = statements.next();
        // Without a server to ask, Flyway takes it for one before 12, and only there it matters.
        if (!statement.canExecuteInTransaction()
            && !ENUM_VALUE.matcher(statement.getSql()).find()) {
          return false;
        }
      }
      return true;
    } catch (FlywayException e) {
      // Flyway itself is to say what is wrong with it, before anything of it runs.
      return true;
    }
  }
}
