package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tenant whose server has a standby that really streams and replays, or stops to. */
class StandbyIT {
  private static final String CONNECTED =
      "exists (select from pg_stat_replication where application_name = '%s' and state = 'streaming'"
          .formatted(Standby.NAME);

  private MortalServer server;
  private Standby standby;

  @BeforeEach
  void a_server_and_its_standby(@TempDir Path folder) throws Exception {
    server = MortalServer.in(folder);
    server.tenant().migrate(Releases.ledger(1));
    standby = Standby.of(server, folder);
    awaitPrimary(CONNECTED + " and replay_lsn = pg_current_wal_flush_lsn())");
  }

  @AfterEach
  void they_are_of_no_more_use() {
    standby.close();
    server.close();
  }

  private void awaitPrimary(String condition) {
    await().atMost(Duration.ofSeconds(20)).until(() -> server.tenant().is(condition));
  }

  private Outcome migrate(int version) {
    return ReplicaLagIT.HASTY.migrate(
        ReplicaLagIT.request(server.tenant(), Releases.ledger(version), ReplicaLagIT.LIMIT),
        MigrationListener.none());
  }

  @Test
  void a_standby_holds_scripts_while_it_is_there_and_does_not_replay() throws Exception {
    write();
    assertThat(migrate(2)).as("it replays").isInstanceOf(Outcome.Applied.class);

    fallBehind();
    assertThat(migrate(3))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT);
              assertThat(failed.message())
                  .contains("but " + Standby.NAME)
                  .containsPattern(" is [0-9.]+ s behind, by \\d+ kB of WAL");
            });
    assertThat(server.tenant().ledger()).containsExactly("1", "2");

    standby.goOn();
    awaitPrimary(CONNECTED + " and replay_lsn = pg_current_wal_flush_lsn())");
    assertThat(migrate(3)).as("it goes on").isInstanceOf(Outcome.Applied.class);

    fallBehind();
    standby.close();
    awaitPrimary("not exists (select from pg_stat_replication)");
    assertThat(migrate(4)).as("it is gone").isInstanceOf(Outcome.Applied.class);
    assertThat(server.tenant().ledger()).containsExactly("1", "2", "3", "4");
  }

  private void fallBehind() throws Exception {
    standby.stopReplay();
    write();
    awaitPrimary(CONNECTED + " and replay_lag > interval '1 second')");
  }

  private void write() throws Exception {
    server.tenant().execute("create table traffic as select 1; drop table traffic");
  }
}
