package dev.skein.coordinator.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.id.WorkerId;
import dev.skein.contracts.report.AttemptRef;
import dev.skein.contracts.report.MigrationAccepted;
import dev.skein.contracts.report.MigrationProgressed;
import dev.skein.contracts.report.MigrationStarted;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.TenantMigrationResult;
import dev.skein.contracts.report.WorkerRef;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptNewsTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final WorkerRef WORKER = new WorkerRef(new WorkerId("w1"), "life-1");
  private static final AttemptRef REF =
      new AttemptRef(
          new RolloutId("r1-abcd"),
          new TenantId("acme"),
          new ShardId("eu-1"),
          new AttemptId("3f9c8a52-6a1e-4d0b-9a77-2f1b1c0d9e8f"),
          new Epoch(1, 7));

  private static AttemptNews accepted() {
    return AttemptNews.of(new MigrationAccepted(REF, WORKER, AT));
  }

  private static AttemptNews started() {
    return AttemptNews.of(new MigrationStarted(REF, WORKER, AT, 4711));
  }

  private static AttemptNews ended(int scripts) {
    return AttemptNews.of(
        new TenantMigrationResult(
            REF,
            WORKER,
            AT,
            new Outcome.Applied(null, new SchemaVersion("7"), scripts),
            Duration.ofMillis(12),
            "dump-7",
            null));
  }

  @Test
  void aWholeLifeInOneBatchIsWrittenAtOnce() {
    AttemptNews all = accepted().then(started()).then(ended(2));

    assertThat(all.worker()).isEqualTo("w1");
    assertThat(all.incarnation()).isEqualTo("life-1");
    assertThat(all.backendPid()).isEqualTo(4711);
    assertThat(all.tookMillis()).isEqualTo(12);
    assertThat(all.backup()).isEqualTo("dump-7");
    assertThat(all.outcome()).contains("\"kind\":\"applied\"", "\"scripts\":2");
  }

  @Test
  void nothingThatWasSaidIsForgottenByALaterWord() {
    assertThat(ended(2).then(started()).outcome()).isEqualTo(ended(2).outcome());
  }

  @Test
  void theLaterWordOnTheSameCounts() {
    AttemptNews first = AttemptNews.of(new MigrationProgressed(REF, WORKER, AT, "V1__a.sql", 1, 9));
    AttemptNews second =
        AttemptNews.of(new MigrationProgressed(REF, WORKER, AT, "V2__b.sql", 2, 9));

    assertThat(first.then(second).progress()).contains("V2__b.sql").doesNotContain("V1__a.sql");
  }
}
