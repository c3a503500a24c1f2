package dev.skein.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a {@link LoneStatement} from others; pure. What it does not know, Flyway runs. */
final class LoneGrammar {
  /** More than the longest of them has, but for what may follow. */
  private static final int TOKENS = 64;

  private static final Set<String> OFF = Set.of("false", "off", "0");

  private final List<SqlToken> tokens;
  private int at;

  private LoneGrammar(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  /** Empty for another statement, an index without a name, and IF NOT EXISTS. */
  static Optional<LoneStatement> read(String sql) {
    LoneGrammar grammar = new LoneGrammar(SqlToken.of(sql, TOKENS));
    return Optional.ofNullable(grammar.statement());
  }

  private @Nullable LoneStatement statement() {
    if (skip("vacuum")) {
      return LoneStatement.vacuums();
    }
    if (skip("create")) {
      return create();
    }
    if (skip("drop", "index", "concurrently")) {
      return drop();
    }
    if (skip("reindex")) {
      return reindex();
    }
    return skip("alter", "table") ? detach() : null;
  }

  private @Nullable LoneStatement create() {
    skip("unique");
    if (!skip("index", "concurrently") || next("if") || next("on")) {
      return null;
    }
    String index = identifier();
    if (index == null || !skip("on")) {
      return null;
    }
    skip("only");
    String table = name();
    return table == null ? null : LoneStatement.createsIndex(index, table);
  }

  private @Nullable LoneStatement drop() {
    skip("if", "exists");
    String index = name();
    if (!skip("restrict")) {
      skip("cascade");
    }
    return index == null || !atEnd() ? null : LoneStatement.dropsIndex(index);
  }

  private @Nullable LoneStatement reindex() {
    boolean concurrently = skip("(") && options();
    @Nullable String kind = word("index", "table", "schema");
    concurrently |= skip("concurrently");
    String name = name();
    if (kind == null || name == null || !atEnd()) {
      return null;
    }
    if (kind.equals("schema")) {
      return LoneStatement.reindexesSchema(name);
    }
    // These a transaction holds.
    if (!concurrently) {
      return null;
    }
    return kind.equals("index")
        ? LoneStatement.reindexesIndex(name)
        : LoneStatement.reindexesTable(name);
  }

  /** To the closing parenthesis; answers whether CONCURRENTLY is among them. */
  private boolean options() {
    boolean concurrently = false;
    boolean first = false;
    for (; at < tokens.size() && !skip(")"); at++) {
      SqlToken token = tokens.get(at);
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
    skip("if", "exists");
    skip("only");
    String table = name();
    if (table == null || !skip("detach", "partition")) {
      return null;
    }
    String partition = name();
    return partition == null || !skip("concurrently") || !atEnd()
        ? null
        : LoneStatement.detaches(partition, table);
  }

  /** With its schema, or without. */
  private @Nullable String name() {
    String first = identifier();
    if (first == null || !skip(".")) {
      return first;
    }
    String second = identifier();
    return second == null ? null : first + "." + second;
  }

  private @Nullable String identifier() {
    if (at == tokens.size() || !tokens.get(at).isIdentifier()) {
      return null;
    }
    return tokens.get(at++).text();
  }

  private boolean skip(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
        return false;
      }
    }
    at += words.length;
    return true;
  }

  private @Nullable String word(String... any) {
    for (String word : any) {
      if (skip(word)) {
        return word;
      }
    }
    return null;
  }

  private boolean next(String word) {
    return at < tokens.size() && tokens.get(at).is(word);
  }

  private boolean atEnd() {
    skip(";");
    return at == tokens.size();
  }
}
