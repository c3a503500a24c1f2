package dev.skein.standalone.platform;

import dev.skein.contracts.codec.MessageCodec;
import dev.skein.embedded.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * The folder where a standalone platform lives: the stores, the logs, the token, and where the
 * coordinator listens. One process at a time.
 */
public final class Home implements AutoCloseable {
  private final Path folder;
  private final FileChannel lock;

  private Home(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes the folder, made when it is missing, until closed.
   *
   * @throws IOException also when another process has it
   */
  public static Home take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new Home(folder, channel);
      }
    } catch (OverlappingFileLockException e) {
      // The same answer as from another process.
    }
    channel.close();
    throw new IOException(
        "expected to be alone in %s but another skein runs there; stop it, or choose another --home"
            .formatted(folder));
  }

  Path folder() {
    return folder;
  }

  Path kafka() {
    return folder.resolve("kafka");
  }

  Path store() {
    return folder.resolve("store");
  }

  /** Passwords and the token stand side by side, each readable by its owner alone. */
  Path secret(String name) {
    return folder.resolve("secrets").resolve(name);
  }

  public Path shard(String id) {
    return folder.resolve("shards").resolve(id);
  }

  public Path shardSecret(String id) {
    return secret("shard-" + id);
  }

  public Path log() {
    return folder.resolve("logs").resolve("skein.log");
  }

  String token() throws IOException {
    return Secrets.loadOrMake(tokenFile());
  }

  Path tokenFile() {
    return folder.resolve("token");
  }

  /** The port that the coordinator had the last time, if it is free now; else 0. */
  public int lastPort() {
    try {
      String json = Files.readString(folder.resolve("coordinator.json"));
      String url = MessageCodec.jsonMapper().readTree(json).path("url").asString("");
      int port = URI.create(url).getPort();
      try (ServerSocket free = new ServerSocket()) {
        free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      }
    } catch (IOException | IllegalArgumentException | JacksonException e) {
      return 0;
    }
  }

  /** Tells commands where the coordinator listens. */
  void announce(URI url) throws IOException {
    Files.writeString(
        folder.resolve("coordinator.json"),
        MessageCodec.jsonMapper()
            .writeValueAsString(Map.of("url", url.toString(), "tokenFile", "token")));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
