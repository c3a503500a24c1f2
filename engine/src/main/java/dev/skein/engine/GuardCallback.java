package dev.skein.engine;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Lets Flyway call the guard, on the connection and in the transaction of the script. */
final class GuardCallback implements Callback {
  private final ScriptGuard guard;
  private final PreparedRelease release;

  GuardCallback(ScriptGuard guard, PreparedRelease release) {
    this.guard = guard;
    this.release = release;
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    String path = context.getMigrationInfo().getScript();
    PreparedScript script =
        release
            .script(path)
            .orElseThrow(() -> new IllegalStateException("not of this release: " + path));
    try {
      if (event == Event.BEFORE_EACH_MIGRATE) {
        guard.before(script, !context.getConnection().getAutoCommit());
      } else {
        guard.after(script);
      }
    } catch (SQLException e) {
      throw new FlywayException(e);
    }
  }

  @Override
  public String getCallbackName() {
    return "skein";
  }
}
