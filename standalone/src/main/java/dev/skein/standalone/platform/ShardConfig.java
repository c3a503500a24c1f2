package dev.skein.standalone.platform;

import dev.skein.engine.backup.BackupCommand;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A shard as {@code skein.yaml} names it.
 *
 * @param password or null when a file holds it
 * @param backup takes the backups that a rollout may ask for, or null
 * @param replicaLag how far replicas may be behind before scripts begin, or null
 */
public record ShardConfig(
    String id,
    String url,
    String username,
    @Nullable String password,
    @Nullable Path passwordFile,
    int concurrency,
    @Nullable BackupCommand backup,
    @Nullable Duration replicaLag) {
  /** Attempts at once on a shard that says nothing of it. */
  public static final int USUAL_CONCURRENCY = 8;

  /** One whose replicas nobody minds. */
  public ShardConfig(
      String id,
      String url,
      String username,
      @Nullable String password,
      @Nullable Path passwordFile,
      int concurrency,
      @Nullable BackupCommand backup) {
    this(id, url, username, password, passwordFile, concurrency, backup, null);
  }

  /** Never the URL nor the password. */
  @Override
  public String toString() {
    return "ShardConfig[id=%s, concurrency=%d]".formatted(id, concurrency);
  }
}
