package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.release.bundle.ReleaseBundle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tenants that were changed by hand, among tenants that were not. */
class DriftE2E {
  private static final TestPlatform PLATFORM = TestPlatform.shared();

  private final CoordinatorClient client = PLATFORM.client();

  private static Command.Run skein(String... args) {
    return new Command(PLATFORM).run(args);
  }

  /** At a version that no other test has: what is known of others is compared too. */
  private Fleet at(int version, int size) {
    Fleet fleet = Fleet.create(client, size, "main-1", "main-2");
    ReleaseBundle bundle =
        TestRelease.versions(2).version(version, "create table u (name text);").bundle();
    client.publish(bundle.toArchive());
    String rollout =
        client.startRollout(
            RolloutRequest.ofRelease(bundle.digest().value()).onlyTenants(fleet.tenants()));
    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");
    return fleet;
  }

  private static String names(List<String> tenants) {
    return String.join(",", tenants);
  }

  @Test
  void whoWasChangedByHandIsListedWithWhatDiffersAndNobodyElse() {
    Fleet fleet = at(7001, 9);
    String index = fleet.tenants().get(4);
    String column = fleet.tenants().get(7);
    assertThat(skein("drift", "--tenants", names(fleet.tenants())).code()).isZero();
    fleet.run(index, "create index by_hand on u (name)");
    fleet.run(column, "alter table u add column noted text; drop table t2");

    Command.Run run = skein("drift", "--tenants", names(fleet.tenants()));

    assertThat(run.code()).as(run.text()).isEqualTo(5);
    assertThat(run.text())
        .contains("a selection of 9 tenants", ": 2 tenants drifted", "version 7001, PostgreSQL ")
        .contains("1 tenant", index, "extra: index u.by_hand")
        .contains(column, "extra: column u.noted", "missing: table t2");
    List<String> others = new ArrayList<>(fleet.tenants());
    others.removeAll(List.of(index, column, fleet.tenants().getFirst()));
    // The first of the others is the one that the odd ones are held against.
    assertThat(others).allSatisfy(tenant -> assertThat(run.text()).doesNotContain(tenant));
    // Nothing was repaired, and what was found is kept.
    Command.Run last = skein("drift", "--last");
    assertThat(last.code()).isEqualTo(5);
    assertThat(last.text()).isEqualTo(run.text());
    assertThat(skein("tenants", "show", index).text())
        .contains("it was not as the others", "extra: index u.by_hand")
        .contains("at version 7001, read 20");
    assertThat(skein("tenants", "show", others.getFirst()).text())
        .contains("at version 7001, read 20")
        .doesNotContain("not as the others");
    assertThat(skein("drift", "--last", "--json").text())
        .contains("\"difference\" : \"extra\"", "\"by_hand\"");
  }

  @Test
  void oneThatWasRepairedIsHeldAgainstWhatIsKnownOfTheOthers() {
    Fleet fleet = at(7002, 3);
    String odd = fleet.tenants().get(1);
    fleet.run(odd, "alter table u alter name set not null");
    assertThat(skein("drift", "--tenants", names(fleet.tenants())).text())
        .contains("changed: column u.name");

    Command.Run still = skein("drift", "--tenants", odd);
    assertThat(still.code()).as(still.text()).isEqualTo(5);
    assertThat(still.text()).contains("a selection of 1 tenant at", "changed: column u.name");

    fleet.run(odd, "alter table u alter name drop not null");
    Command.Run repaired = skein("drift", "--tenants", odd);
    assertThat(repaired.code()).as(repaired.text()).isZero();
    assertThat(repaired.text()).contains("no drift", "3 tenants, all alike");
  }

  @Test
  void aTieIsSaidAndWhoCannotBeReadIsNamed() {
    Fleet fleet = at(7003, 2);
    fleet.run(fleet.tenants().getLast(), "create view v as select 1 as one");
    Fleet locked = Fleet.create(client, 1, "bad-password");
    List<String> both = new ArrayList<>(fleet.tenants());
    both.addAll(locked.tenants());

    Command.Run run = skein("drift", "--tenants", names(both));

    assertThat(run.code()).as(run.text()).isEqualTo(5);
    assertThat(run.text())
        .contains("a tie among 2 tenants", fleet.tenants().getFirst(), "extra: view v")
        .contains("not read 1 tenant: 28P01", locked.tenants().getFirst())
        .doesNotContain("not-the-password");
    assertThat(skein("drift", "--tenants", names(locked.tenants())).code()).isEqualTo(2);
    assertThat(skein("drift", "--tenants", "no-such-tenant").text()).contains("no-such-tenant");
  }

  @Test
  void whatDiffersIsToldOfALargeSchemaToo() {
    Fleet fleet = at(7004, 3);
    String wide =
        """
        do $$ begin
          for i in 1..400 loop
            execute format('create table c%s (id bigint primary key, note text unique, name text,
              a int, b int, c int, d int, e int, f int)', i);
          end loop;
        end $$
        """;
    fleet.tenants().forEach(tenant -> fleet.run(tenant, wide));
    fleet.run(fleet.tenants().getLast(), "create index by_hand on c399 (name)");

    Command.Run run = skein("drift", "--tenants", names(fleet.tenants()));

    assertThat(run.code()).as(run.text()).isEqualTo(5);
    assertThat(run.text()).contains("extra: index c399.by_hand").doesNotContain("not known");
  }
}
