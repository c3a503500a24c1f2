package dev.skein.release.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.skein.contracts.id.ReleaseName;
import dev.skein.release.lint.Finding;
import dev.skein.release.lint.ReleaseLint;
import dev.skein.release.seed.Seed;
import dev.skein.release.seed.SeedScript;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedReleaseTest {
  private static final String PLANS = "insert into plan values ('free') on conflict do nothing;";

  @TempDir private Path temp;
  private Folder folder;

  @BeforeEach
  void makeFolder() {
    folder = new Folder(temp).with("V1__a.sql", "select 1");
  }

  @Test
  void readsSeedsInTheOrderOfReleaseYaml() {
    ReleaseBundle bundle =
        folder
            .with("seeds/plans.sql", "\uFEFF" + PLANS)
            .with("seeds/a.sql", PLANS)
            .with("seeds/R__view.sql", "create or replace view v as select 1 as one")
            .with(
                "release.yaml",
                """
                seeds:
                  plans: {}
                  a:
                    environments: [staging, production]
                    labels: {plan: gold, region: eu}
                """)
            .read();

    assertThat(bundle.seeds())
        .containsExactly(
            new SeedScript(new Seed("plans", Set.of(), Map.of()), PLANS),
            new SeedScript(
                new Seed(
                    "a", Set.of("production", "staging"), Map.of("region", "eu", "plan", "gold")),
                PLANS));
    assertThat(bundle.scripts())
        .extracting(ScriptFile::path)
        .containsExactly("V1__a.sql", "seeds/R__view.sql");
    assertThat(ReleaseLint.check(bundle)).isEmpty();
  }

  @Test
  void aSeedIsForTheTenantsThatHaveAllOfItsLabelsInOneOfItsEnvironments() {
    Seed seed = new Seed("s", Set.of("production"), Map.of("plan", "gold", "region", "eu"));
    Map<String, String> labels = Map.of("plan", "gold", "region", "eu", "more", "x");

    assertThat(seed.isFor("production", labels)).isTrue();
    assertThat(seed.isFor("staging", labels)).isFalse();
    assertThat(seed.isFor(null, labels)).isFalse();
    assertThat(seed.isFor("production", Map.of("plan", "gold"))).isFalse();
    assertThat(seed.isFor("production", Map.of("plan", "gold", "region", "us"))).isFalse();
    assertThat(new Seed("s", Set.of(), Map.of()).isFor(null, Map.of())).isTrue();
  }

  @Test
  void anArchiveBringsSeedsBackAndTheDigestCoversWhomTheyAreFor() {
    folder.with("seeds/plans.sql", PLANS);
    ReleaseBundle bundle =
        folder.with("release.yaml", "seeds: {plans: {environments: [a], labels: {b: c}}}").read();

    ReleaseBundle back = ReleaseBundle.fromArchive(bundle.toArchive(), ArchiveLimits.DEFAULT);
    assertThat(back).isEqualTo(bundle);
    assertThat(back.seeds()).isEqualTo(bundle.seeds());
    assertThat(back.manifest()).isEqualTo(bundle.manifest());
    assertThat(folder.with("release.yaml", "seeds: {plans: {}}").read().digest())
        .isNotEqualTo(bundle.digest());
  }

  @Test
  void aReleaseWithoutSeedsKeepsItsManifestAsItWas() {
    assertThat(new String(folder.read().manifest().toJson(), StandardCharsets.UTF_8))
        .doesNotContain("seed");
  }

  @Test
  void anotherReleaseUnderItsSettingsHasTheSeedsThatItIsGiven() {
    ReleaseBundle bundle =
        folder.with("seeds/plans.sql", PLANS).with("release.yaml", "seeds: {plans: {}}").read();

    ReleaseBundle none = bundle.with(new ReleaseName("other"), bundle.files(), List.of());
    assertThat(none.seeds()).isEmpty();
    assertThat(none.files()).containsOnlyKeys("V1__a.sql");
    assertThat(none.manifest().seeds()).isEmpty();

    Seed more = new Seed("more", Set.of(), Map.of("plan", "gold"));
    ReleaseBundle another =
        bundle.with(new ReleaseName("other"), bundle.files(), List.of(new SeedScript(more, PLANS)));
    assertThat(another.seeds()).containsExactly(new SeedScript(more, PLANS));
    assertThat(another.files()).containsOnlyKeys("V1__a.sql", "seeds/more.sql");
    assertThat(another.manifest().seeds()).containsExactly(more);
  }

  @Test
  void fileAndEntryBelongTogether() {
    folder
        .with("seeds/lost.sql", PLANS)
        .with("seeds/plans.sql.conf", "")
        .with("release.yaml", "seeds: {plans: {}}");
    assertThat(folder.problems())
        .containsExactlyInAnyOrder(
            "seeds/lost.sql: expected its name under seeds in release.yaml but it is not there",
            "seeds/plans.sql.conf: expected seeds/plans.sql beside it",
            "seeds/plans.sql.conf: expected no settings beside a seed; release.yaml has them",
            "release.yaml: expected the file seeds/plans.sql of the seed plans but there is none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          seeds: []                            | expected keys with values but got a list
          seeds: {Plans: {}}                   | expected a seed's name of lower-case letters, digits and . _ - but got "Plans"
          seeds: {plans: {environment: [a]}}   | expected one of the keys environments, labels but got "environment"; did you mean "environments"?
          seeds: {plans: {environments: a}}    | expected a list but got "a"
          seeds: {plans: {environments: [""]}} | expected the name of an environment but got ""
          seeds: {plans: {labels: {plan: ""}}} | expected a label's value but got ""
          """)
  void refusesByLine(String yaml, String problem) {
    folder.with("seeds/plans.sql", PLANS).with("release.yaml", yaml);
    assertThat(folder.problems()).contains("release.yaml line 1: " + problem);
  }

  @Test
  void lintsSeeds() {
    ReleaseBundle bundle =
        folder
            .with(
                "seeds/plans.sql",
                """
                create table t ();
                select 1;
                commit;
                copy t from stdin;
                \\.
                update skein_receipt set mode = 'x';
                """)
            .with("release.yaml", "seeds: {plans: {}}")
            .read();

    assertThat(ReleaseLint.check(bundle))
        .extracting(Finding::script, Finding::line, Finding::rule)
        .contains(
            tuple("seeds/plans.sql", 1, "seed-statement"),
            tuple("seeds/plans.sql", 3, "transaction-control"),
            tuple("seeds/plans.sql", 4, "seed-statement"),
            tuple("seeds/plans.sql", 6, "skein-tables"))
        .doesNotContain(tuple("seeds/plans.sql", 2, "seed-statement"));
  }
}
