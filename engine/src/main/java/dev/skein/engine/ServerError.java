package dev.skein.engine;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What may leave the engine of an error that the server or the driver reported: never its detail,
 * hint or context, which may quote rows.
 *
 * @param sqlState five characters, or null where the driver gave none
 * @param message the server's primary message, or null where the error is the driver's own: its
 *     texts name hosts
 * @param schema of the object that a constraint belongs to
 * @param position in the statement, in code points from 1, or 0
 */
record ServerError(
    @Nullable String sqlState,
    @Nullable String message,
    @Nullable String constraint,
    @Nullable String schema,
    int position) {

  static ServerError of(SQLException error) {
    ServerErrorMessage server =
        error instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
    if (server == null) {
      return new ServerError(error.getSQLState(), null, null, null, 0);
    }
    return new ServerError(
        error.getSQLState(),
        server.getMessage(),
        server.getConstraint(),
        server.getSchema(),
        server.getPosition());
  }

  boolean is(String state) {
    return state.equals(sqlState);
  }
}
