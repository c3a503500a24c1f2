package dev.skein.engine;

import dev.skein.embedded.PostgresServer;
import dev.skein.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server for one test alone, which dies whole and comes back on the same data. */
final class MortalServer implements AutoCloseable {
  private static final String DATABASE = "mortal";

  private final Path folder;
  private PostgresServer server;

  private MortalServer(Path folder) {
    this.folder = folder;
    this.server = start();
  }

  /**
   * Starts it, with one empty database.
   *
   * @param folder its own
   */
  static MortalServer in(Path folder) {
    MortalServer started = new MortalServer(folder);
    TestPostgres.of(started.server).run("postgres", "create database " + DATABASE);
    return started;
  }

  private PostgresServer start() {
    return PostgresServer.start(folder.resolve("server"), folder.resolve("password"));
  }

  /** Its tenant, where it is reached now: a server that came back listens elsewhere. */
  TestTenant tenant() {
    return new TestTenant(withLogin(), DATABASE, "public");
  }

  /** Another one, empty. */
  TestTenant newTenant() {
    return withLogin().newDatabase();
  }

  private dev.skein.engine.PostgresServer withLogin() {
    return dev.skein.engine.PostgresServer.of(TestPostgres.of(server));
  }

  /** All of its processes end at once, by SIGKILL; no one of them can tidy up after another. */
  void die() throws IOException {
    List<ProcessHandle> processes;
    try (Stream<ProcessHandle> children = postmaster().descendants()) {
      // The parent first: it would end the rest in its own way when it saw one die.
      processes = Stream.concat(Stream.of(postmaster()), children).toList();
    }
    processes.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : processes) {
      process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
    server.close();
  }

  private ProcessHandle postmaster() throws IOException {
    Path file = data().resolve("postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  /** In its own time, and all that it has done is on disk. */
  void stop() {
    server.close();
  }

  Path data() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("server"))) {
      return files.filter(it -> Files.exists(it.resolve("PG_VERSION"))).findFirst().orElseThrow();
    }
  }

  PostgresServer server() {
    return server;
  }

  /** On the data of the one that died or was stopped. */
  void comeBack() {
    server = start();
  }

  @Override
  public void close() {
    server.discard();
  }
}
