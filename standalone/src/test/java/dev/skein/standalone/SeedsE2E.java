package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.release.bundle.ReleaseBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rows that a release brings, picked by the rollout's environment, and again when they change. */
class SeedsE2E {
  private final TestPlatform platform = TestPlatform.shared();
  private final CoordinatorClient client = platform.client();
  private final Fleet fleet = Fleet.create(client, 3, "main-1", "main-2");

  private static ReleaseBundle release(String countries) {
    return TestRelease.versions(2)
        .file("release.yaml", "seeds: {countries: {}, demo: {environments: [staging]}}")
        .file(
            "seeds/countries.sql",
            countries + "\ninsert into ledger (version) values ('seeds/countries');")
        .file("seeds/demo.sql", "insert into t2 values (99) on conflict do nothing;")
        .bundle();
  }

  private Command.Run run(String verb, ReleaseBundle release, String... more) {
    return new Command(platform)
        .run(
            Stream.concat(
                    Stream.of(verb.split(" ", -1)),
                    Stream.concat(
                        Stream.of(
                            release.name().value(), "--tenants", String.join(",", fleet.tenants())),
                        Stream.of(more)))
                .toArray(String[]::new));
  }

  @Test
  void aReleaseBringsItsRowsToThoseWhoAreToHaveThem() {
    ReleaseBundle first = release("insert into t2 values (1) on conflict do nothing;");
    client.publish(first.toArchive());

    Command.Run started = run("rollout start", first, "--environment", "production", "--wait");
    assertThat(started.code()).as(started.text()).isZero();
    for (String tenant : fleet.tenants()) {
      assertThat(fleet.ledger(tenant)).isEqualTo("{1=1, 2=1, seeds/countries=1}");
      assertThat(rows(tenant)).isEqualTo("1");
    }

    ReleaseBundle second = release("insert into t2 values (2) on conflict do nothing;");
    client.publish(second.toArchive());
    assertThat(run("plan", second, "--environment", "staging").text())
        .contains("seeds/countries.sql", "seeds/demo.sql");
    assertThat(run("plan", second, "--environment", "production").text())
        .contains("seeds/countries.sql")
        .doesNotContain("seeds/demo.sql");

    Command.Run again = run("rollout start", second, "--environment", "staging", "--wait");
    assertThat(again.code()).as(again.text()).isZero();
    for (String tenant : fleet.tenants()) {
      assertThat(fleet.ledger(tenant)).isEqualTo("{1=1, 2=1, seeds/countries=2}");
      assertThat(rows(tenant)).isEqualTo("1,2,99");
    }
  }

  private static String rows(String tenant) {
    return Fleet.one(
        Fleet.database(tenant), "select string_agg(id::text, ',' order by id) from t2");
  }
}
