package dev.skein.standalone;

import dev.skein.standalone.platform.ShardConfig;
import dev.skein.testkit.AtEnd;
import dev.skein.testkit.TempFolders;
import dev.skein.testkit.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A worker in a process of its own, so that it can die. */
final class WorkerProcess {
  private WorkerProcess() {}

  static Process start(String id, TestPlatform platform, ShardConfig shard) throws IOException {
    Path folder = TempFolders.create("worker");
    Path password = folder.resolve("password");
    Files.writeString(password, Objects.requireNonNull(shard.password()));
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.skein.worker.WorkerApplication",
                    "--skein.worker.id=" + id,
                    "--skein.worker.kafka=" + TestKafka.brokers(),
                    "--skein.worker.coordinator=" + platform.platform().url(),
                    "--skein.worker.heartbeat=1s",
                    "--skein.worker.shards[0].id=" + shard.id(),
                    "--skein.worker.shards[0].url=" + shard.url(),
                    "--skein.worker.shards[0].username=" + shard.username(),
                    "--skein.worker.shards[0].password-file=" + password,
                    "--skein.worker.shards[0].concurrency=" + shard.concurrency()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("SKEIN_WORKER_TOKEN", platform.token());
    Process process = builder.start();
    AtEnd.close(process::destroyForcibly);
    return process;
  }
}
