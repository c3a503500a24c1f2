package dev.skein.engine.backup;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The backups that run. Closing it ends them: none outlives the process that wants to know how it
 * went. Safe for use by any number of threads.
 */
public final class BackupRuns implements AutoCloseable {
  private final Set<BackupRun> running = ConcurrentHashMap.newKeySet();

  /** Runs the command for each order. */
  public BackupHook by(BackupCommand command) {
    return order -> {
      BackupRun run = new BackupRun(command, order);
      running.add(run);
      try {
        return run.run();
      } finally {
        running.remove(run);
      }
    };
  }

  @Override
  public void close() {
    running.forEach(BackupRun::stop);
  }
}
