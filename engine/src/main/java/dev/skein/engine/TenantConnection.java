package dev.skein.engine;

import dev.skein.release.bundle.ReleaseSettings;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The one physical connection of an attempt. {@link #shared()} is what others work on: closing it
 * does nothing, and every COMMIT is watched, since a connection that is lost there leaves the
 * answer to the server alone.
 */
final class TenantConnection implements AutoCloseable {
  /** Above the statement timeout, so that the server speaks first. */
  private static final Duration SILENCE_MARGIN = Duration.ofSeconds(30);

  /** One for all: each reads the class path for defaults of its own. */
  private static final Driver DRIVER = new Driver();

  private final Connection physical;
  private final Connection shared;
  private Runnable afterCommit = () -> {};
  private Runnable afterRollback = () -> {};
  private volatile boolean lostInCommit;

  private TenantConnection(Connection physical) {
    this.physical = physical;
    this.shared = proxy(Connection.class, this::onConnection);
  }

  /**
   * Opens it.
   *
   * @param release whose timeouts the session starts with
   * @param attempt what the session calls itself, for those who look who holds a lock
   */
  static TenantConnection open(
      TenantAddress address, EngineSettings settings, ReleaseSettings release, SessionName attempt)
      throws SQLException {
    Properties server = address.server();
    Properties properties = new Properties();
    server.stringPropertyNames().forEach(key -> properties.put(key, server.getProperty(key)));
    String hosts = hosts(server);
    properties.remove(PGProperty.PG_HOST.getName());
    properties.remove(PGProperty.PG_PORT.getName());
    properties.remove(PGProperty.PG_DBNAME.getName());
    int seconds = Math.max(1, Math.toIntExact(settings.connectTimeout().toSeconds()));
    PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
    // Until the connection is there; a server that accepts and then says nothing must not hang us.
    PGProperty.SOCKET_TIMEOUT.set(properties, seconds);
    PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, seconds);
    PGProperty.USER.set(properties, address.username());
    PGProperty.PASSWORD.set(properties, address.password().reveal());
    PGProperty.APPLICATION_NAME.set(properties, attempt.toString());
    // With the login itself, since each setting made later would cost the server's time.
    PGProperty.OPTIONS.set(
        properties, options(server.getProperty(PGProperty.OPTIONS.getName()), settings, release));
    // Lets the driver send the application name at the start instead of in a round trip of its own.
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.6");
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.SOCKET_FACTORY.set(properties, KeepAliveSocketFactory.class.getName());
    String database = URLEncoder.encode(address.database(), StandardCharsets.UTF_8);
    @Nullable Connection connection =
        DRIVER.connect("jdbc:postgresql://" + hosts + "/" + database, properties);
    if (connection == null) {
      throw new IllegalStateException("pgjdbc does not know its own URL");
    }
    Duration silence = release.statementTimeout().plus(SILENCE_MARGIN);
    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(silence.toMillis()));
    return new TenantConnection(connection);
  }

  private static String options(
      @Nullable String given, EngineSettings settings, ReleaseSettings release) {
    String ours =
        "-c lock_timeout=%s -c statement_timeout=%s -c idle_in_transaction_session_timeout=%s"
                .formatted(
                    Preflight.millis(release.lockTimeout()),
                    Preflight.millis(release.statementTimeout()),
                    Preflight.millis(settings.idleInTransaction()))
            + " -c client_connection_check_interval=%s"
                .formatted(Preflight.millis(settings.clientConnectionCheck()))
            + " -c default_transaction_isolation=read\\ committed";
    return given == null ? ours : given + " " + ours;
  }

  private static String hosts(Properties server) {
    String[] hosts = server.getProperty(PGProperty.PG_HOST.getName(), "").split(",", -1);
    String[] ports = server.getProperty(PGProperty.PG_PORT.getName(), "").split(",", -1);
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < hosts.length; i++) {
      joined.append(i == 0 ? "" : ",").append(hosts[i]);
      if (i < ports.length && !ports[i].isEmpty()) {
        joined.append(':').append(ports[i]);
      }
    }
    return joined.toString();
  }

  Connection shared() {
    return shared;
  }

  /** Work in one transaction: all of it, or nothing and what was thrown. */
  void inTransaction(Work work) throws SQLException {
    shared.setAutoCommit(false);
    try {
      work.run();
      shared.commit();
    } catch (SQLException e) {
      if (!lost()) {
        shared.rollback();
      }
      throw e;
    } finally {
      if (!lost()) {
        shared.setAutoCommit(true);
      }
    }
  }

  /** What is done in a transaction. */
  interface Work {
    void run() throws SQLException;
  }

  /**
   * Who hears how transactions end.
   *
   * @param committed after each COMMIT that the server confirmed
   * @param rolledBack after each ROLLBACK; not when a COMMIT was lost, whose end is not known
   */
  void watchTransactions(Runnable committed, Runnable rolledBack) {
    afterCommit = committed;
    afterRollback = rolledBack;
  }

  /** Whether the connection went away between the sending of a COMMIT and its answer. */
  boolean lostInCommit() {
    return lostInCommit;
  }

  /** The server process, by what it said at the login. */
  int backendPid() throws SQLException {
    return physical.unwrap(PGConnection.class).getBackendPID();
  }

  /** Whether backslashes in plain strings mean nothing, as scripts are read for all tenants. */
  boolean readsStandardStrings() throws SQLException {
    return physical.unwrap(BaseConnection.class).getStandardConformingStrings();
  }

  boolean lost() {
    try {
      return physical.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  /** Asks the server to stop what runs; safe from another thread. */
  void cancel() throws SQLException {
    physical.unwrap(PGConnection.class).cancelQuery();
  }

  /** Cuts the connection; safe from another thread. */
  void abort() throws SQLException {
    physical.abort(Runnable::run);
  }

  @Override
  public void close() {
    try {
      physical.close();
    } catch (SQLException e) {
      // The server ends the session by itself; the attempt's outcome is already known.
    }
  }

  private @Nullable Object onConnection(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    return switch (method.getName()) {
      case "close" -> null;
      // Switching auto-commit on commits what is open.
      case "commit", "setAutoCommit" ->
          isInTransaction() ? committing(method, arguments) : call(physical, method, arguments);
      case "rollback" -> rollingBack(method, arguments);
      case "getMetaData" -> metaData();
      default -> call(physical, method, arguments);
    };
  }

  private boolean isInTransaction() throws SQLException {
    return !lost()
        && physical.unwrap(BaseConnection.class).getTransactionState() == TransactionState.OPEN;
  }

  private @Nullable Object committing(Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      Object result = call(physical, method, arguments);
      afterCommit.run();
      return result;
    } catch (SQLException e) {
      // A server that refuses (a deferred constraint) has rolled back and stays connected.
      lostInCommit = lostInCommit || lost() || endsSession(e);
      throw e;
    }
  }

  private @Nullable Object rollingBack(Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object result = call(physical, method, arguments);
    if (!lostInCommit) {
      afterRollback.run();
    }
    return result;
  }

  /** The last words of a server process may arrive before its connection is seen to be closed. */
  private static boolean endsSession(SQLException error) {
    ServerErrorMessage server =
        error instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
    // By state, since servers translate the severity; any other answer is a refusal, rolled back.
    return server == null || String.valueOf(error.getSQLState()).startsWith("57P");
  }

  /** Flyway logs the URL of its connection; it gets one that says nothing. */
  private DatabaseMetaData metaData() throws SQLException {
    DatabaseMetaData real = physical.getMetaData();
    return proxy(
        DatabaseMetaData.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getURL" -> "jdbc:postgresql:";
              case "getConnection" -> shared;
              default -> call(real, method, arguments);
            });
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            TenantConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
