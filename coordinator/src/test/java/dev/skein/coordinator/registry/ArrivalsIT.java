package dev.skein.coordinator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who came is noted over a real store. */
class ArrivalsIT {
  private final PGSimpleDataSource source = TestStore.fresh();
  private final JdbcClient jdbc = JdbcClient.create(source);
  private final TransactionTemplate transactions =
      new TransactionTemplate(new JdbcTransactionManager(source));
  private final Arrivals arrivals = new Arrivals(jdbc);

  ArrivalsIT() {
    jdbc.sql("insert into shard (id) values ('s1')").update();
    jdbc.sql(
            """
            insert into tenant (id, shard, database_name, schema_name)
            select id, 's1', id, 'public' from unnest(array['acme', 'hooli']) came (id)
            """)
        .update();
  }

  private void note(String tenant) {
    transactions.executeWithoutResult(_ -> arrivals.note(List.of(new TenantId(tenant))));
  }

  private List<String> noted() {
    return jdbc.sql("select tenant from joined order by number")
        .query((row, _) -> row.getString(1))
        .list();
  }

  private boolean somebodyWaits() {
    return jdbc.sql(
            """
            select exists (select from pg_locks where locktype = 'advisory' and not granted
              and database = (select oid from pg_database where datname = current_database()))
            """)
        .query(Boolean.class)
        .single();
  }

  @Test
  void numbersComeIntoSightInTheirOrder() {
    CompletableFuture<Void> second =
        transactions.execute(
            _ -> {
              arrivals.note(List.of(new TenantId("acme")));
              CompletableFuture<Void> other = CompletableFuture.runAsync(() -> note("hooli"));
              await().atMost(Duration.ofSeconds(30)).until(() -> other.isDone() || somebodyWaits());
              assertThat(other).isNotDone();
              return other;
            });
    second.join();
    assertThat(noted()).containsExactly("acme", "hooli");
  }

  @Test
  void whoComesAgainIsLookedAtAgain() {
    note("acme");
    note("hooli");
    jdbc.sql("update joined set why = 'it is held' where tenant = 'acme'").update();
    note("acme");
    assertThat(noted()).containsExactly("hooli", "acme");
    assertThat(jdbc.sql("select count(why) from joined").query(Long.class).single()).isZero();
  }

  @Test
  void nobodyIsNotedForNobody() {
    transactions.executeWithoutResult(_ -> arrivals.note(List.of()));
    assertThat(noted()).isEmpty();
  }
}
