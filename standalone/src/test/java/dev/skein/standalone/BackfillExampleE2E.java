package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.release.bundle.ReleaseBundle;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example's two releases, one right after the other. */
class BackfillExampleE2E {
  private static final Path EXAMPLE = Path.of("..", "examples", "04-backfill");

  /** 19 % more than 100, 200 … 500,000 cents. */
  private static final long TOTAL = 5000L * 5001 / 2 * 119;

  private final CoordinatorClient client = TestPlatform.shared().client();

  private void rollOut(String folder, Fleet fleet) {
    ReleaseBundle bundle =
        ReleaseBundle.fromFolder(
            EXAMPLE.resolve(folder),
            new ReleaseName("example-%s-%d".formatted(folder, ProcessHandle.current().pid())));
    client.publish(bundle.toArchive());
    String rollout =
        client.startRollout(
            RolloutRequest.ofRelease(bundle.digest().value()).onlyTenants(fleet.tenants()));
    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");
  }

  @Test
  void expandsFillsAndContracts() {
    Fleet fleet = Fleet.create(client, 2, "main-1", "main-2");

    rollOut("expand", fleet);
    rollOut("contract", fleet);

    assertThat(fleet.tenants())
        .allSatisfy(
            tenant ->
                assertThat(
                        Fleet.one(
                            Fleet.database(tenant),
                            "select count(*) || ' ' || sum(total_cents) from orders"))
                    .isEqualTo("5000 " + TOTAL));
  }
}
