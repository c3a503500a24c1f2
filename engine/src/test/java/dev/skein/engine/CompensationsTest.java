package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.engine.Compensations.Received;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.release.compensation.Before;
import dev.skein.release.compensation.Compensation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Random releases and tenants: whatever ran of a release is taken back, and nothing else. */
class CompensationsTest {
  private static final RandomGenerator RANDOM =
      RandomGeneratorFactory.of("L64X128MixRandom").create(5);

  @Test
  void what_ran_is_taken_back_and_nothing_else_wherever_attempts_were_cut_off() {
    for (int run = 0; run < 200; run++) {
      int before = RANDOM.nextInt(4);
      int head = before + 1 + RANDOM.nextInt(6);
      boolean replayed = RANDOM.nextBoolean();
      PreparedRelease release = back(before, head, replayed);
      Tenant tenant = new Tenant(RANDOM.nextInt(head + 1));

      while (!tenant.pending(release).isEmpty()) {
        tenant.attempt(release, 1 + RANDOM.nextInt(tenant.pending(release).size()));
      }

      assertThat(tenant.effects).isEqualTo(upTo(before));
      assertThat(tenant.ranTwice).isFalse();
      assertThat(tenant.history).hasSize(release.versioned().size());
    }
  }

  private static Set<Integer> upTo(int version) {
    Set<Integer> versions = new HashSet<>();
    for (int v = 1; v <= version; v++) {
      versions.add(v);
    }
    return versions;
  }

  private static PreparedRelease back(int before, int head, boolean replayed) {
    List<String> files = new ArrayList<>();
    for (int v = 1; v <= head; v++) {
      files.addAll(List.of("V%d__s.sql".formatted(v), "do " + v));
      files.addAll(List.of("U%d__s.sql".formatted(v), "undo " + v));
    }
    ReleaseBundle release = Releases.bundle(files.toArray(String[]::new));
    Before then =
        before == 0
            ? new Before.Nothing()
            : new Before.Version(new SchemaVersion(Integer.toString(before)));
    return PreparedRelease.of(
        Compensation.of(release, then).compose(new ReleaseName("back"), replayed));
  }

  /** A tenant as its tables would have it, with what really happened beside them. */
  private static final class Tenant {
    private final List<HistoryRow> history = new ArrayList<>();
    private final Received received = new Received(new HashSet<>(), new HashSet<>());
    private final Set<Integer> effects = new HashSet<>();
    private boolean ranTwice;

    /** One that had so many versions. */
    Tenant(int versions) {
      for (int v = 1; v <= versions; v++) {
        record(new SchemaVersion(Integer.toString(v)), true);
        effects.add(v);
      }
    }

    List<PreparedScript> pending(PreparedRelease release) {
      Set<SchemaVersion> there = new AppliedHistory(history).versions().keySet();
      return release.versioned().stream()
          .filter(script -> !there.contains(Objects.requireNonNull(script.version())))
          .toList();
    }

    /** Decides afresh, and is cut off after so many scripts. */
    void attempt(PreparedRelease release, int scripts) {
      List<PreparedScript> pending = pending(release);
      Set<PreparedScript> skipped =
          release.compensations().skipped(pending, new AppliedHistory(history), received);
      for (PreparedScript script : pending.subList(0, scripts)) {
        if (!skipped.contains(script)) {
          run(script.text().lines().toList().getLast());
        }
        record(Objects.requireNonNull(script.version()), !skipped.contains(script));
      }
    }

    private void run(String sql) {
      int version = Integer.parseInt(sql.substring(sql.indexOf(' ') + 1));
      ranTwice |= sql.startsWith("undo") ? !effects.remove(version) : !effects.add(version);
    }

    private void record(SchemaVersion version, boolean executed) {
      history.add(
          new HistoryRow(history.size() + 1, version.value(), "s", "SQL", "V" + version, 0, true));
      (executed ? received.executed() : received.skipped()).add(version);
    }
  }
}
