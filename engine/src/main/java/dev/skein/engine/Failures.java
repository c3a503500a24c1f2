package dev.skein.engine;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Words for what failed: what the server said in its primary message, and what to do next. */
final class Failures {
  private static final int LONGEST = 1000;

  private final TenantAddress address;

  Failures(MigrationRequest request) {
    this(request.address());
  }

  Failures(TenantAddress address) {
    this.address = address;
  }

  /** The connection could not be opened. */
  Outcome.Failed connecting(SQLException cause) {
    ServerError error = ServerError.of(cause);
    if (cause instanceof Secret.UnreadableException unreadable) {
      return failed(FailureKind.CONFIGURATION, error, null, null, unreadable.why(), null, false);
    }
    FailureKind kind = FailureRules.kind(error);
    String state = Objects.requireNonNullElse(error.sqlState(), "");
    String advice =
        switch (state) {
          case "3D000" ->
              "database \"%s\" does not exist on this shard's server and was not created;"
                      .formatted(address.database())
                  + " correct the tenant's location, or provision the tenant";
          case "28P01", "28000" ->
              said(error, "the login was refused") + "; correct the shard's username or password";
          case "53300" -> said(error, "too many connections") + "; lower the shard's concurrency";
          case "57P03" -> said(error, "the server is starting") + "; try again";
          default ->
              kind == FailureKind.TRANSIENT
                  ? "the server cannot be reached (%s); see that it runs and that the network lets us"
                          .formatted(said(error, "no connection"))
                      + " through, then try again"
                  : said(error, "no connection");
        };
    return failed(kind, error, null, null, advice, null, false);
  }

  /**
   * A statement failed, and the connection is still there.
   *
   * @param script that was running, or null
   * @param fallback where neither server nor driver said anything of use
   */
  Outcome.Failed statement(
      @Nullable SQLException cause,
      @Nullable String script,
      @Nullable Integer line,
      String fallback,
      @Nullable SchemaVersion reached,
      boolean partial) {
    if (cause == null) {
      FailureKind kind =
          fallback.startsWith("No value provided for placeholder")
              ? FailureKind.CONFIGURATION
              : FailureKind.FAILURE;
      return new Outcome.Failed(kind, null, script, line, null, clean(fallback), reached, partial);
    }
    ServerError error = ServerError.of(cause);
    FailureKind kind = FailureRules.kind(error);
    String message = said(error, "the statement failed");
    String advice =
        partial
            ? "; the script runs outside a transaction and may have left a part behind:"
                + " undo that, delete its failed history row, then retry"
            : switch (kind) {
              case TRANSIENT -> "; nothing of it was applied: try again";
              case TIMEOUT -> "; nothing of it was applied: raise the timeout or split the script";
              case CONFIGURATION -> "; grant what is missing, then retry";
              case FAILURE -> "";
            };
    return failed(kind, error, script, line, message + advice, reached, partial);
  }

  /** A batch of a backfill failed; the ones before it are committed. */
  Outcome.Failed batch(SQLException cause, String script, @Nullable Integer line) {
    ServerError error = ServerError.of(cause);
    FailureKind kind = FailureRules.kind(error);
    String advice =
        switch (kind) {
          case TRANSIENT -> ": try again, it goes on from there";
          case TIMEOUT ->
              ": one row took longer than the timeout; see what the statement waits for";
          case CONFIGURATION -> ": grant what is missing, then retry";
          case FAILURE -> "";
        };
    return failed(
        kind,
        error,
        script,
        line,
        said(error, "the batch failed")
            + "; earlier batches stay, this one was taken back"
            + advice,
        null,
        false);
  }

  /** The connection went away before COMMIT was sent, or outside a transaction. */
  Outcome.Failed lost(
      @Nullable SQLException cause,
      @Nullable String script,
      @Nullable SchemaVersion reached,
      boolean partial) {
    ServerError error =
        cause == null ? new ServerError("08006", null, null, null, 0) : ServerError.of(cause);
    String rest =
        partial
            ? "the script runs outside a transaction and may have left a part behind: look"
            : "nothing that was open was applied: try again";
    return failed(
        FailureKind.TRANSIENT,
        error,
        script,
        null,
        "the connection was lost (%s); %s".formatted(said(error, "no answer"), rest),
        reached,
        partial);
  }

  /** Without its backup nothing of a release comes near the tenant. */
  Outcome.Failed backup(FailureKind kind, String message, @Nullable SchemaVersion reached) {
    return new Outcome.Failed(
        kind,
        null,
        null,
        null,
        null,
        clean("backup: " + message + "; nothing was applied: repair the backup, then retry"),
        reached,
        false);
  }

  private Outcome.Failed failed(
      FailureKind kind,
      ServerError error,
      @Nullable String script,
      @Nullable Integer line,
      String message,
      @Nullable SchemaVersion reached,
      boolean partial) {
    return new Outcome.Failed(
        kind, error.sqlState(), script, line, error.constraint(), clean(message), reached, partial);
  }

  private static String said(ServerError error, String otherwise) {
    return error.message() == null ? otherwise : error.message();
  }

  /** A script that names the password would have the server quote it. */
  String clean(String message) {
    String silent = address.password().hiddenIn(message);
    return silent.length() > LONGEST ? silent.substring(0, LONGEST) + "…" : silent;
  }
}
