package dev.skein.engine.fingerprint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a tenant's own schema name out of texts that PostgreSQL keeps as they were written: string
 * literals, and the bodies of functions. What PostgreSQL writes itself is free of it already. Only
 * places that can but mean the schema are touched, since a customer's name is also a word.
 */
final class SchemaName {
  private static final String NEUTRAL = "{schema}";
  private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
  private static final Pattern SEARCH_PATH =
      Pattern.compile("search_path[\\s'\"]*(?:=|,|\\bto\\b)[^;\\n)]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

  private final Pattern qualifier;
  private final Pattern word;
  private final Pattern wholeLiteral;

  SchemaName(String schema) {
    String quoted = '"' + Pattern.quote(schema.replace("\"", "\"\"")) + '"';
    String bare = "(?i:" + Pattern.quote(schema) + ")(?![\\w$])";
    // Only a plain name is found without its quotes, and then in any case.
    String name = PLAIN.matcher(schema).matches() ? "(?:" + quoted + "|" + bare + ")" : quoted;
    String start = "(?<![\\w$.\"])";
    qualifier = Pattern.compile(start + name + "(?=\\s*\\.)");
    word = Pattern.compile(start + name);
    wholeLiteral = Pattern.compile("'" + Pattern.quote(schema.replace("'", "''")) + "'");
  }

  /** For a view, a default, a constraint: literals alone can hold the name. */
  String outOfExpression(String text) {
    return text.indexOf('\'') < 0
        ? text
        : LITERAL.matcher(text).replaceAll(m -> Matcher.quoteReplacement(outOf(m.group())));
  }

  /** For a function, whose body is the author's own text. */
  String outOfRoutine(String text) {
    String withoutPath =
        SEARCH_PATH
            .matcher(text)
            .replaceAll(m -> Matcher.quoteReplacement(word.matcher(m.group()).replaceAll(NEUTRAL)));
    return outOf(withoutPath);
  }

  private String outOf(String text) {
    return qualifier
        .matcher(wholeLiteral.matcher(text).replaceAll("'" + NEUTRAL + "'"))
        .replaceAll(NEUTRAL);
  }
}
