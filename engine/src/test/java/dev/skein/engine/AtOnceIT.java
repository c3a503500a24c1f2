package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many attempts at the same time: on one tenant, and on many in one database. */
class AtOnceIT {
  private final TestTenant tenant = PostgresServer.get().newDatabase();

  private List<Outcome> eight(IntToLongFunction epochs) throws Exception {
    PreparedRelease release = Releases.ledger(5);
    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> running =
          IntStream.rangeClosed(1, 8)
              .mapToObj(i -> threads.submit(() -> tenant.migrate(release, epochs.applyAsLong(i))))
              .toList();
      for (Future<Outcome> one : running) {
        outcomes.add(one.get(60, TimeUnit.SECONDS));
      }
    }
    assertThat(tenant.ledger()).containsExactly("1", "2", "3", "4", "5");
    assertThat(tenant.receipts()).containsExactly("1", "2", "3", "4", "5");
    return outcomes;
  }

  @Test
  void of_eight_attempts_of_one_epoch_one_applies_and_seven_find_it_done() throws Exception {
    List<Outcome> outcomes = eight(_ -> 1);

    assertThat(outcomes).filteredOn(Outcome.Applied.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Outcome.AlreadyCurrent.class::isInstance).hasSize(7);
  }

  @Test
  void of_eight_attempts_each_of_a_higher_epoch_the_last_comes_through() throws Exception {
    List<Outcome> outcomes = eight(i -> i);

    assertThat(outcomes.getLast())
        .as("nobody may end it")
        .isInstanceOfAny(Outcome.Applied.class, Outcome.AlreadyCurrent.class);
    boolean ended = outcomes.stream().anyMatch(AtOnceIT::ended);
    // None says that it applied where a higher epoch ended it between its COMMIT and its last look.
    assertThat(outcomes)
        .filteredOn(Outcome.Applied.class::isInstance)
        .hasSizeBetween(ended ? 0 : 1, 1);
    assertThat(outcomes)
        .allMatch(
            outcome ->
                outcome instanceof Outcome.Applied
                    || ended(outcome)
                    || outcome instanceof Outcome.AlreadyCurrent
                    || (outcome instanceof Outcome.Rejected rejected
                        && rejected.reason() == RejectionReason.STALE_EPOCH));
  }

  /** By one of a higher epoch, which found it at work; in its COMMIT twice, it does not know. */
  private static boolean ended(Outcome outcome) {
    return outcome instanceof Outcome.Unknown
        || (outcome instanceof Outcome.Failed failed && failed.failure() == FailureKind.TRANSIENT);
  }

  @Test
  void sixty_four_schemas_of_one_database_are_migrated_side_by_side() throws Exception {
    for (int i = 0; i < 64; i++) {
      tenant.execute("create schema s" + i);
    }
    PreparedRelease release = Releases.ledger(3);
    List<CompletableFuture<Outcome>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        TestTenant there = tenant.inSchema("s" + i);
        running.add(CompletableFuture.supplyAsync(() -> there.migrate(release), threads));
      }
      for (CompletableFuture<Outcome> one : running) {
        assertThat(one.get(120, TimeUnit.SECONDS)).isInstanceOf(Outcome.Applied.class);
      }
    }
    for (int i = 0; i < 64; i++) {
      assertThat(tenant.query("select version from s%d.ledger order by 1".formatted(i)))
          .containsExactly("1", "2", "3");
    }
  }
}
