package dev.skein.engine;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.sqlscript.ParserSqlScript;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.flywaydb.core.internal.sqlscript.SqlStatementIterator;
import org.flywaydb.database.postgresql.PostgreSQLParser;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.NativeQuery;

/**
 * Splits a script into the statements that Flyway would run, by Flyway's own parser and then by the
 * driver's, through which Flyway's statements go too. Works without a database.
 */
final class ScriptParser {
  private static final Pattern COPIES =
      Pattern.compile("copy\\b[\\s\\S]*\\bfrom\\s+stdin\\b", Pattern.CASE_INSENSITIVE);

  /** What could leave another role behind, also from inside a function or a string. */
  private static final Pattern ROLE =
      Pattern.compile(
          "\\b(role|authorization|discard|set_config|execute|reset)\\b", Pattern.CASE_INSENSITIVE);

  /** What the script does to our tables or to how SQL is read is not for us to reorder. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "flyway_schema_history|skein_fence|skein_receipt|skein_backfill|standard_conforming_strings"
              + "|backslash_quote|\\$\\{flyway:(timestamp|workingdirectory|environment)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern COMMENTS =
      Pattern.compile("(?:\\s|--[^\\n]*(?:\\n|$)|/\\*(?:[^*]|\\*(?!/))*\\*/)+");

  private static final Set<String> TRANSACTION_WORDS =
      Set.of(
          "begin",
          "start",
          "commit",
          "end",
          "rollback",
          "abort",
          "savepoint",
          "release",
          "prepare");

  private ScriptParser() {}

  /**
   * @param text after placeholders were replaced
   */
  static ParsedScript parse(PreparedScript script, String text) {
    try {
      return parsed(script, text);
    } catch (FlywayException | SQLException e) {
      // Flyway itself is to say what is wrong with it.
      return ParsedScript.FOR_FLYWAY;
    }
  }

  private static ParsedScript parsed(PreparedScript script, String text) throws SQLException {
    if (FOREIGN.matcher(script.text()).find() || FOREIGN.matcher(text).find()) {
      return ParsedScript.FOR_FLYWAY;
    }
    ParserSqlScript flyway = read(script, text);
    if (!flyway.executeInTransaction()) {
      return alone(flyway);
    }
    if (flyway.getSqlStatementCount() == 1
        && !Boolean.TRUE.equals(script.settings().executeInTransaction())) {
      // Flyway does not know all statements that no transaction can hold.
      ParsedScript lone = alone(flyway);
      if (lone.lone() != null) {
        return lone;
      }
    }
    List<PlainStatement> statements = new ArrayList<>();
    try (SqlStatementIterator iterator = flyway.getSqlStatements()) {
      while (iterator.hasNext()) {
        SqlStatement statement = iterator.next();
        String sql = statement.getSql();
        if (!isPlain(statement, sql)) {
          return ParsedScript.FOR_FLYWAY;
        }
        for (NativeQuery query : Pipeline.prepare(sql)) {
          statements.add(new PlainStatement(query, statement.getLineNumber()));
        }
      }
    }
    boolean mayChangeRole = ROLE.matcher(text).find();
    return new ParsedScript(true, List.copyOf(statements), mayChangeRole, null);
  }

  private static ParserSqlScript read(PreparedScript script, String text) {
    FluentConfiguration configuration = new FluentConfiguration().placeholderReplacement(false);
    @Nullable String settings = script.configuration();
    return new ParserSqlScript(
        new PostgreSQLParser(configuration, new ParsingContext()),
        new TextResource(script.path(), text),
        settings == null ? null : new TextResource(script.path() + ".conf", settings),
        false);
  }

  /** As Flyway splits it; one that it cannot read is a {@code FlywayException}. */
  static List<SqlStatement> split(PreparedScript script, String text) {
    List<SqlStatement> statements = new ArrayList<>();
    try (SqlStatementIterator iterator = read(script, text).getSqlStatements()) {
      iterator.forEachRemaining(statements::add);
    }
    return statements;
  }

  private static ParsedScript alone(ParserSqlScript flyway) {
    if (flyway.getSqlStatementCount() != 1) {
      return ParsedScript.FOR_FLYWAY;
    }
    try (SqlStatementIterator iterator = flyway.getSqlStatements()) {
      SqlStatement statement = iterator.next();
      return lone(statement).orElse(ParsedScript.FOR_FLYWAY);
    }
  }

  private static Optional<ParsedScript> lone(SqlStatement statement) {
    return LoneGrammar.read(statement.getSql())
        .map(
            lone ->
                new ParsedScript(
                    false,
                    List.of(
                        new PlainStatement(
                            Pipeline.single(statement.getSql()), statement.getLineNumber())),
                    true,
                    lone));
  }

  private static String uncommented(String text) {
    Matcher comments = COMMENTS.matcher(text);
    return comments.lookingAt() ? text.substring(comments.end()) : text;
  }

  private static boolean isPlain(SqlStatement statement, String text) {
    String sql = uncommented(text);
    return statement.canExecuteInTransaction()
        && statement.getReferencedSqlScript() == null
        && !COPIES.matcher(sql).lookingAt()
        && !TRANSACTION_WORDS.contains(firstWord(sql));
  }

  private static String firstWord(String sql) {
    int end = 0;
    while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
      end++;
    }
    return sql.substring(0, end).toLowerCase(Locale.ROOT);
  }
}
