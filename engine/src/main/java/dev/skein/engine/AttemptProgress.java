package dev.skein.engine;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.TenantFingerprints;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far an attempt has come, over all its rounds and connections. */
final class AttemptProgress {
  private static final Logger log = LoggerFactory.getLogger(AttemptProgress.class);

  private final MigrationRequest request;
  private final MigrationListener listener;
  private final Set<String> executed = new LinkedHashSet<>();
  private boolean seen;
  private @Nullable SchemaVersion from;
  private @Nullable SchemaVersion reached;
  private int firstRank;
  private int total;

  AttemptProgress(MigrationRequest request, MigrationListener listener) {
    this.request = request;
    this.listener = listener;
  }

  void connected(int pid) {
    tell(() -> listener.started(pid));
  }

  /** What a preflight found. */
  void standsAt(@Nullable SchemaVersion version, int nextRank) {
    if (!seen) {
      seen = true;
      from = version;
      firstRank = nextRank;
    }
    reached = version;
  }

  void pending(List<PreparedScript> scripts) {
    total = executed.size() + scripts.size();
  }

  void backedUp(String reference) {
    tell(() -> listener.backedUp(reference));
  }

  void fingerprinted(TenantFingerprints fingerprints) {
    tell(() -> listener.fingerprinted(fingerprints));
  }

  void running(PreparedScript script) {
    tell(() -> listener.progressed(script.path(), executed.size(), total));
  }

  void committed(PreparedScript script) {
    if (!executed.add(script.path())) {
      return;
    }
    SchemaVersion version = script.version();
    if (version != null && (reached == null || version.compareTo(reached) > 0)) {
      reached = version;
    }
    tell(() -> listener.progressed(script.path(), executed.size(), total));
  }

  /** The paths of the scripts that this attempt has committed. */
  Set<String> executed() {
    return executed;
  }

  /** The first rank of the history that was free before the attempt. */
  int firstRank() {
    return firstRank;
  }

  /** Before the attempt; null for a fresh tenant. */
  @Nullable SchemaVersion from() {
    return from;
  }

  /** Now, as far as it is known; null for a fresh tenant, or before the first look. */
  @Nullable SchemaVersion reached() {
    return reached;
  }

  private void tell(Runnable message) {
    try {
      message.run();
    } catch (RuntimeException e) {
      log.atWarn()
          .addKeyValue("tenant", request.tenant())
          .addKeyValue("attempt", request.attempt())
          .setCause(e)
          .log("The listener of an attempt failed; the attempt goes on");
    }
  }
}
