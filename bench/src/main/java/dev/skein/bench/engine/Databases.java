package dev.skein.bench.engine;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/** The databases that a run makes; their names start as no other run's do. */
final class Databases {
  private static final int MAKERS = 4;

  private final ServerLogin login;
  private final String prefix;
  // Makers share it; whoever drops everything has it alone and waits for those under way.
  private final ReadWriteLock gate = new ReentrantReadWriteLock();
  private boolean closed;
  private volatile boolean used;

  Databases(ServerLogin login) {
    this.login = login;
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    this.prefix = "skein_bench_" + HexFormat.of().formatHex(random) + "_";
  }

  /** An empty one, whatever the server's own template holds. */
  String createEmpty(String name) {
    return create(name, "template0");
  }

  String create(String name, String template) {
    gate.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the databases are being dropped");
      }
      used = true;
      run("create database %s template %s".formatted(prefix + name, template));
      return prefix + name;
    } finally {
      gate.readLock().unlock();
    }
  }

  /** So many copies, named by number. */
  List<String> copies(String name, int count, String template) {
    List<String> numbered = IntStream.range(0, count).mapToObj(i -> name + "_" + i).toList();
    Concurrently.inPool(MAKERS, numbered, copy -> create(copy, template));
    return numbered.stream().map(prefix::concat).toList();
  }

  void drop(List<String> databases) {
    Concurrently.inPool(
        MAKERS,
        databases,
        database -> run("drop database if exists %s with (force)".formatted(database)));
  }

  /** Drops all of the run's; none can be made afterwards. */
  void dropAll() {
    gate.writeLock().lock();
    try {
      closed = true;
    } finally {
      gate.writeLock().unlock();
    }
    if (used) {
      drop(existing());
    }
  }

  private List<String> existing() {
    List<String> names = new ArrayList<>();
    try (Connection connection = login.connect();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select datname from pg_database where starts_with(datname, '" + prefix + "')")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    } catch (SQLException e) {
      throw ServerTrouble.of("cannot list the databases named %s…".formatted(prefix), e);
    }
  }

  private void run(String sql) {
    try (Connection connection = login.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw ServerTrouble.of("\"%s\" failed".formatted(sql), e);
    }
  }
}
