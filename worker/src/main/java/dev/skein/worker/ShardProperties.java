package dev.skein.worker;

import dev.skein.contracts.command.TenantTarget;
import dev.skein.contracts.id.ShardId;
import dev.skein.engine.Secret;
import dev.skein.engine.TenantAddress;
import dev.skein.engine.backup.BackupCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A shard as a worker reaches it. Nothing of this ever leaves the worker.
 *
 * @param url the server; a tenant names its database and schema
 * @param username who logs in; {@code {tenant}} in it stands for the tenant's id
 * @param password or null when a file holds it
 * @param passwordFile read at every connect, so that a new password needs no restart; {@code
 *     {tenant}} in it likewise; or null
 * @param concurrency attempts at once on this shard, all its workers together; 1 to 1,000
 * @param backup takes the backups that a rollout may ask for, or null where it cannot have any
 * @param backfills null as what is usual
 * @param replicaLag how far the server's physical replicas may be behind before a tenant's scripts
 *     begin, and between the batches of a backfill; above 0, or null where nobody is to ask
 */
public record ShardProperties(
    String id,
    String url,
    String username,
    @Nullable String password,
    @Nullable Path passwordFile,
    @Nullable Integer concurrency,
    @Nullable BackupCommand backup,
    @Nullable BackfillShare backfills,
    @Nullable Duration replicaLag) {
  private static final int USUAL = 8;
  private static final String TENANT = "{tenant}";

  public ShardProperties {
    var _ = new ShardId(id);
    if (url == null || username == null || (password == null) == (passwordFile == null)) {
      throw new IllegalArgumentException(
          "expected shard %s with url, username, and one of password and password-file"
              .formatted(id));
    }
    concurrency = concurrency == null ? Integer.valueOf(USUAL) : concurrency;
    if (concurrency < 1 || concurrency > 1000) {
      throw new IllegalArgumentException(
          "expected a concurrency from 1 to 1000 for shard %s but got %d"
              .formatted(id, concurrency));
    }
    if (replicaLag != null && !replicaLag.isPositive()) {
      throw new IllegalArgumentException(
          "expected a replica-lag above 0 for shard %s but got %s".formatted(id, replicaLag));
    }
    if (username.contains(TENANT)
        && (passwordFile == null || !passwordFile.toString().contains(TENANT))) {
      throw new IllegalArgumentException(
          "expected a password-file with %s for shard %s since its username has it; logins that share a password protect no tenant from another"
              .formatted(TENANT, id));
    }
    // Asked now, so that a bad URL is known at the start and not at the first tenant.
    var _ = new TenantAddress(url, "postgres", "public", username, Secret.of(""));
  }

  public ShardId shardId() {
    return new ShardId(id);
  }

  /** {@link #concurrency}, which is never null once built. */
  public int budget() {
    return concurrency == null ? USUAL : concurrency;
  }

  /** {@link #backfills}, or what is usual. */
  public BackfillShare backfillShare() {
    return backfills == null ? BackfillShare.USUAL : backfills;
  }

  /**
   * Where a tenant of this shard is. An id that makes the login's name too long is an {@link
   * IllegalArgumentException}.
   */
  public TenantAddress address(TenantTarget target) {
    String given = password;
    Path file = passwordFile;
    Secret secret =
        file == null
            ? Secret.of(Objects.requireNonNull(given))
            : Secret.from(() -> read(file, target));
    return new TenantAddress(
        url, target.database(), target.schema(), filled(username, target), secret);
  }

  /** A tenant's id holds nothing that means something in a path. */
  private static String filled(String text, TenantTarget target) {
    return text.replace(TENANT, target.tenant().value());
  }

  private static String read(Path template, TenantTarget target) throws IOException {
    Path file = Path.of(filled(template.toString(), target));
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IOException(
          "expected a readable password file at %s but it is not (%s)"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  /** Never the URL nor the password. */
  @Override
  public String toString() {
    return "ShardProperties[id=%s, concurrency=%d]".formatted(id, budget());
  }
}
