package dev.skein.engine.backup;

import java.time.Duration;
import java.util.Map;

/**
 * One backup to take. Its text form shows neither the server nor the password.
 *
 * @param attempt that asks, unlike every other
 * @param hosts of the server and those that stand in for it, separated by commas
 * @param ports likewise, each beside its host
 * @param database as the server knows it
 * @param settings further ones for the command's environment, by name; no secrets
 * @param left of the attempt's time
 */
public record BackupOrder(
    String attempt,
    String hosts,
    String ports,
    String database,
    String username,
    String password,
    Map<String, String> settings,
    Duration left) {
  public BackupOrder {
    settings = Map.copyOf(settings);
  }

  @Override
  public String toString() {
    return "BackupOrder[attempt=%s, database=%s]".formatted(attempt, database);
  }
}
