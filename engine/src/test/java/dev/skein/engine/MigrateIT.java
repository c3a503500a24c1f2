package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrateIT {

  @Test
  void a_fresh_tenant_gets_every_script_once_with_a_receipt_each() throws Exception {
    TestTenant tenant = PostgresServer.get().newDatabase();
    PreparedRelease release = Releases.ledger(3);

    assertThat(tenant.migrate(release))
        .isEqualTo(new Outcome.Applied(null, new SchemaVersion("3"), 3));
    assertThat(tenant.migrate(release))
        .isEqualTo(new Outcome.AlreadyCurrent(new SchemaVersion("3")));

    assertThat(tenant.query("select version from ledger order by 1"))
        .containsExactly("1", "2", "3");
    assertThat(tenant.history()).isEqualTo(List.of("1", "2", "3"));
    assertThat(tenant.receipts()).isEqualTo(List.of("1", "2", "3"));
    tenant.stockFlyway(release).validate();
  }
}
