package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.release.bundle.ReleaseBundle;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example whose migrations have their undo does what its page says. */
class RollbackExampleE2E {
  private static final Path EXAMPLE = Path.of("..", "examples", "02-rollback");
  private static final String OBJECTS =
      "select string_agg(relname, ' ' order by relname) from pg_class"
          + " where relnamespace = 'public'::regnamespace and relname !~ 'skein|flyway|pkey|seq'";

  private final TestPlatform platform = TestPlatform.shared();
  private final CoordinatorClient client = platform.client();

  private String rollOut(String folder, Fleet fleet) {
    ReleaseBundle bundle =
        ReleaseBundle.fromFolder(
            EXAMPLE.resolve(folder),
            new ReleaseName("example-%s-%d".formatted(folder, ProcessHandle.current().pid())));
    client.publish(bundle.toArchive());
    String rollout =
        client.startRollout(
            RolloutRequest.ofRelease(bundle.digest().value()).onlyTenants(fleet.tenants()));
    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");
    return rollout;
  }

  private static String objects(Fleet fleet) {
    return Fleet.one(Fleet.database(fleet.tenants().getFirst()), OBJECTS);
  }

  @Test
  void itsReleaseIsTakenBackToWhatWasThereBefore() {
    Fleet fleet = Fleet.create(client, 3, "main-1", "main-2");
    rollOut("before", fleet);
    assertThat(objects(fleet)).isEqualTo("open_orders orders");
    String rollout = rollOut("db", fleet);
    assertThat(objects(fleet)).isEqualTo("invoices open_orders orders orders_by_customer");

    Command.Run back =
        new Command(platform)
            .run("rollback", rollout, "--accept-loss", "--wait", "--json", "--reason", "incident");

    assertThat(back.code()).as(back.text()).isZero();
    assertThat(back.text()).contains("\"state\":\"COMPENSATED\"");
    assertThat(objects(fleet)).isEqualTo("open_orders orders");
  }
}
