package dev.skein.bench.coordinator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real coordinator in a process of its own, with a heap of 512 MiB. */
final class CoordinatorProcess implements AutoCloseable {
  static final int HEAP_MIB = 512;

  /** The JVM's own code for it. */
  private static final int OUT_OF_MEMORY = 3;

  private static final int PATIENCE_SECONDS = 20;

  private final Process process;
  private final BufferedReader said;
  private final URI url;

  private CoordinatorProcess(Process process, BufferedReader said, URI url) {
    this.process = process;
    this.said = said;
    this.url = url;
  }

  /**
   * Waits until it listens.
   *
   * @param settings as environment variables, so that no secret stands among the arguments
   * @throws IOException also when it does not come up; its log says why
   */
  static CoordinatorProcess start(Map<String, String> settings, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MIB + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                CoordinatorMain.class.getName()));
    builder.environment().putAll(settings);
    builder.environment().put("LOGGING_FILE_NAME", log.toString());
    builder.environment().put("LOGGING_THRESHOLD_CONSOLE", "OFF");
    builder.environment().put("LOGGING_LEVEL_ROOT", "WARN");
    builder.environment().put("SERVER_PORT", "0");
    builder.redirectError(log.resolveSibling("coordinator.err").toFile());
    Process process = builder.start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    // What options of the environment make a JVM say comes before.
    String port = said.readLine();
    while (port != null && !port.matches("[0-9]+")) {
      port = said.readLine();
    }
    if (port == null) {
      process.destroyForcibly();
      throw new IOException("the coordinator did not come up; its log is " + log);
    }
    return new CoordinatorProcess(process, said, URI.create("http://127.0.0.1:" + port));
  }

  URI url() {
    return url;
  }

  /** Refuses to go on without it. */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "expected the coordinator to live but it ended with code %d%s"
              .formatted(
                  process.exitValue(),
                  process.exitValue() == OUT_OF_MEMORY ? ": its heap was too small" : ""));
    }
  }

  /** Stops it, and gives the most heap that it used, in bytes. */
  long stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    String most = said.readLine();
    if (most == null || !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the coordinator did not end as it should");
    }
    return Long.parseLong(most);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
