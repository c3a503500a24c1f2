package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose lock table holds what one script takes, and not what several do in one
 * transaction. Its size is {@code max_locks_per_transaction} times the sessions that it allows.
 */
class SmallLockTableIT {
  private static final int SCRIPTS = 12;

  private static MortalServer server;

  private TestTenant tenant;

  @BeforeAll
  static void a_server_that_can_hold_few_locks(@TempDir Path folder) throws Exception {
    server = MortalServer.in(folder);
    server.tenant().execute("alter system set max_locks_per_transaction = 10");
    server.stop();
    server.comeBack();
    assertThat(server.tenant().query("show max_locks_per_transaction")).containsExactly("10");
  }

  @AfterAll
  static void it_is_of_no_more_use() {
    server.close();
  }

  @BeforeEach
  void a_tenant_there() {
    tenant = server.newTenant();
  }

  /** Each makes tables, which hold some four locks to the end of their transaction. */
  private static PreparedRelease release(int tables, String... more) {
    List<String> files = new ArrayList<>(List.of(more));
    files.addAll(List.of("V1__ledger.sql", Releases.LEDGER));
    for (int i = 2; i <= SCRIPTS; i++) {
      files.add("V%d__tables.sql".formatted(i));
      files.add(
          """
          insert into ledger values (%1$d);
          do $$ begin
            for i in 1..%2$d loop
              execute format('create table t_%1$d_%%s (id int primary key, note text)', i);
            end loop;
          end $$;
          """
              .formatted(i, tables));
    }
    return Releases.release(files.toArray(String[]::new));
  }

  private void assertAllIsThere(PreparedRelease release) throws Exception {
    String[] versions =
        IntStream.rangeClosed(1, SCRIPTS).mapToObj(Integer::toString).toArray(String[]::new);
    assertThat(tenant.ledger()).containsExactly(versions);
    assertThat(tenant.history()).containsExactly(versions);
    assertThat(tenant.receipts()).containsExactly(versions);
    assertThat(tenant.query("select count(distinct xmin::text) from ledger"))
        .as("transactions")
        .containsExactly(Integer.toString(SCRIPTS));
    tenant.stockFlyway(release).validate();
  }

  @Test
  void an_empty_tenant_gets_one_by_one_what_is_too_much_at_once() throws Exception {
    PreparedRelease release = release(200);

    assertThat(tenant.migrate(release))
        .isEqualTo(
            new Outcome.Applied(null, new SchemaVersion(Integer.toString(SCRIPTS)), SCRIPTS));

    assertAllIsThere(release);
  }

  @Test
  void so_does_one_with_data_where_the_release_asks_for_one_transaction() throws Exception {
    PreparedRelease release = release(200, "release.yaml", "transactions: group\n");
    tenant.migrate(Releases.release("V1__ledger.sql", Releases.LEDGER));

    assertThat(tenant.migrate(release)).isInstanceOf(Outcome.Applied.class);

    assertAllIsThere(release);
  }

  @Test
  void a_script_that_is_too_much_by_itself_fails_and_says_so() throws Exception {
    assertThat(tenant.migrate(release(2_000)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT);
              assertThat(failed.sqlState()).isEqualTo("53200");
              assertThat(failed.script()).isEqualTo("V2__tables.sql");
              assertThat(failed.reached()).isEqualTo(new SchemaVersion("1"));
            });
    assertThat(tenant.ledger()).containsExactly("1");
  }
}
