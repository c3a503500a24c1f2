package dev.skein.release.lint;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.backfill.BackfillScript;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.release.bundle.ScriptFile;
import dev.skein.release.seed.SeedScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a release's scripts for what would break the promise that a migration runs once, as a whole
 * and as its own role. Scripts of versions up to {@code legacy-through} are spared; repeatables,
 * which have no version, never are. Only SQL as it stands is judged: placeholders are not replaced,
 * and what functions or strings hold is not seen.
 */
public final class ReleaseLint {
  private static final Set<String> TRANSACTION_WORDS =
      Set.of("BEGIN", "COMMIT", "ROLLBACK", "END", "ABORT", "SAVEPOINT", "RELEASE");

  /** A script may ask what ran before it. */
  private static final Set<String> READING_WORDS = Set.of("SELECT", "DO", "CREATE", "INSERT");

  private static final Set<String> CHANGING_WORDS =
      Set.of("UPDATE", "INSERT", "DELETE", "MERGE", "WITH");

  private static final Set<String> SEEDING_WORDS =
      Set.of("UPDATE", "INSERT", "DELETE", "MERGE", "WITH", "SELECT", "SET", "DO", "CALL");

  /** For one script: whoever has more has seen enough. */
  private static final int FINDINGS = 100;

  private ReleaseLint() {}

  /** In the order of the scripts, then of lines, at most 100 a script; empty when all is well. */
  public static List<Finding> check(ReleaseBundle bundle) {
    List<Finding> findings = new ArrayList<>();
    for (ScriptFile script : bundle.scripts()) {
      if (isJudged(script.version(), bundle.manifest().legacyThrough())) {
        findings.addAll(judge(script));
      }
    }
    bundle.backfills().forEach(backfill -> findings.addAll(judge(backfill)));
    bundle.seeds().forEach(seed -> findings.addAll(judge(seed)));
    return findings;
  }

  private static List<Finding> judge(ScriptFile script) {
    List<Finding> found = new ArrayList<>();
    List<Statement> outside = new ArrayList<>();
    int[] statements = {0};
    SqlScanner.scan(
        script.text(),
        statement -> {
          statements[0]++;
          if (found.size() < FINDINGS) {
            judge(script.path(), statement).ifPresent(found::add);
            if (statement.mentions("CONCURRENTLY") && outside.isEmpty()) {
              outside.add(statement);
            }
          }
        });
    if (!outside.isEmpty() && statements[0] > 1) {
      found(
              script.path(),
              outside.getFirst(),
              "concurrent-alone",
              "expected a CONCURRENTLY statement alone in its file, since no transaction can take"
                  + " it back with the others, but the file has "
                  + statements[0]
                  + " statements")
          .ifPresent(found::add);
    }
    return found;
  }

  /** A batch is one statement that changes rows: its count is what says when to stop. */
  private static List<Finding> judge(BackfillScript backfill) {
    List<Finding> found = new ArrayList<>();
    int[] statements = {0};
    SqlScanner.scan(
        backfill.text(),
        statement -> {
          statements[0]++;
          if (found.size() < FINDINGS) {
            judge(backfill.path(), statement).ifPresent(found::add);
            String first = statement.words().getFirst();
            if (!CHANGING_WORDS.contains(first)) {
              found(
                      backfill.path(),
                      statement,
                      "backfill-statement",
                      "expected UPDATE, INSERT, DELETE, MERGE or WITH but got " + first)
                  .ifPresent(found::add);
            }
            if (statements[0] == 2) {
              found(
                      backfill.path(),
                      statement,
                      "backfill-alone",
                      "expected one statement a backfill but another one starts here")
                  .ifPresent(found::add);
            }
          }
        });
    if (statements[0] == 0) {
      found.add(
          new Finding(
              Severity.ERROR,
              backfill.path(),
              1,
              "backfill-statement",
              "expected UPDATE, INSERT, DELETE, MERGE or WITH but the file holds no statement"));
    }
    return found;
  }

  /** What runs again must find the schema as it is, and itself in a transaction. */
  private static List<Finding> judge(SeedScript seed) {
    List<Finding> found = new ArrayList<>();
    SqlScanner.scan(
        seed.text(),
        statement -> {
          if (found.size() < FINDINGS) {
            judge(seed.path(), statement).ifPresent(found::add);
            String first = statement.words().getFirst();
            if (!SEEDING_WORDS.contains(first)) {
              found(
                      seed.path(),
                      statement,
                      "seed-statement",
                      "expected statements on rows in a seed, as INSERT … ON CONFLICT, but got "
                          + first)
                  .ifPresent(found::add);
            }
          }
        });
    return found;
  }

  private static boolean isJudged(
      @Nullable SchemaVersion version, @Nullable SchemaVersion legacyThrough) {
    return version == null || legacyThrough == null || version.compareTo(legacyThrough) > 0;
  }

  private static Optional<Finding> judge(String script, Statement statement) {
    String first = statement.words().getFirst();
    if (first.startsWith("\\")) {
      return found(script, statement, "psql-command", "expected SQL but got psql's " + first);
    }
    if (statement.copiesWithoutEnd()) {
      return found(
          script,
          statement,
          "copy-without-end",
          "expected a line \\. after the data of COPY … FROM STDIN but there is none");
    }
    if (TRANSACTION_WORDS.contains(first)
        || statement.startsWith("START", "TRANSACTION")
        || statement.startsWith("PREPARE", "TRANSACTION")) {
      return found(
          script,
          statement,
          "transaction-control",
          "expected the script to leave its transaction alone but got " + first);
    }
    if (statement.mentions("CONCURRENTLY")
        && statement.startsWith("CREATE")
        && statement.mentions("EXISTS")) {
      return found(
          script,
          statement,
          "concurrent-if-not-exists",
          "expected CREATE INDEX CONCURRENTLY without IF NOT EXISTS, which takes an INVALID index"
              + " for a good one");
    }
    if (first.equals("COPY") && statement.mentions("PROGRAM")) {
      return found(
          script,
          statement,
          "copy-program",
          "expected SQL that stays in the database but got COPY … PROGRAM");
    }
    if (touchesOurs(statement)) {
      return found(
          script,
          statement,
          "skein-tables",
          "expected the script to leave Skein's tables and Flyway's history alone but got "
              + first);
    }
    if (changesRole(statement)) {
      return found(
          script,
          statement,
          "role-change",
          "expected the script to keep its role and session but got "
              + String.join(" ", statement.words().stream().limit(3).toList()));
    }
    if (statement.unlocksAll()) {
      return found(
          script,
          statement,
          "advisory-unlock",
          "expected the migration's lock to be kept but got pg_advisory_unlock_all");
    }
    return Optional.empty();
  }

  private static boolean touchesOurs(Statement statement) {
    return statement.mentions("SKEIN_FENCE")
        || statement.mentions("SKEIN_BACKFILL")
        || statement.mentions("SKEIN_RECEIPT")
        || (statement.mentions("FLYWAY_SCHEMA_HISTORY")
            && (!READING_WORDS.contains(statement.words().getFirst())
                || statement.startsWith("INSERT", "INTO", "FLYWAY_SCHEMA_HISTORY")));
  }

  private static boolean changesRole(Statement statement) {
    return statement.startsWith("SET", "ROLE")
        || statement.startsWith("SET", "LOCAL", "ROLE")
        || statement.startsWith("SET", "SESSION", "ROLE")
        || statement.startsWith("SET", "SESSION", "AUTHORIZATION")
        || statement.startsWith("SET", "LOCAL", "SESSION", "AUTHORIZATION")
        || statement.startsWith("SET", "SESSION", "SESSION", "AUTHORIZATION")
        || statement.startsWith("RESET", "ROLE")
        || statement.startsWith("RESET", "SESSION", "AUTHORIZATION")
        || statement.startsWith("RESET", "ALL")
        || statement.startsWith("DISCARD", "ALL");
  }

  private static Optional<Finding> found(
      String script, Statement statement, String rule, String message) {
    return Optional.of(new Finding(Severity.ERROR, script, statement.line(), rule, message));
  }
}
