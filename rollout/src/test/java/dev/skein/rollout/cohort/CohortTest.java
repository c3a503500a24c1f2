package dev.skein.rollout.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CohortTest {
  private static Read read(String tenant, String version, int major, char hash) {
    return new Read(
        tenant,
        new SchemaVersion(version),
        new Fingerprint(1, major, String.valueOf(hash).repeat(32)));
  }

  private static Cohort only(Read... reads) {
    List<Cohort> cohorts = Cohort.of(List.of(reads));
    assertThat(cohorts).hasSize(1);
    return cohorts.getFirst();
  }

  @Test
  void theFewAreOddAndTheManyAreRight() {
    Cohort cohort =
        only(read("c", "7", 18, 'a'), read("odd", "7", 18, 'b'), read("a", "7", 18, 'a'));
    assertThat(cohort.most().orElseThrow().tenants()).containsExactly("a", "c");
    assertThat(cohort.odd()).extracting(Alike::tenants).containsExactly(List.of("odd"));
    assertThat(cohort.tenants()).isEqualTo(3);
  }

  @Test
  void theMostNeedNotBeMoreThanHalf() {
    Cohort cohort =
        only(
            read("a", "7", 18, 'f'),
            read("b", "7", 18, 'f'),
            read("c", "7", 18, 'b'),
            read("d", "7", 18, 'c'));
    assertThat(cohort.most().orElseThrow().tenants()).containsExactly("a", "b");
    assertThat(cohort.odd()).extracting(Alike::tenants).containsExactly(List.of("c"), List.of("d"));
  }

  @Test
  void whereTwoAreAsManyNobodyCanSay() {
    Cohort cohort =
        only(
            read("a", "7", 18, 'f'),
            read("b", "7", 18, 'b'),
            read("c", "7", 18, 'f'),
            read("d", "7", 18, 'b'),
            read("e", "7", 18, 'c'));
    assertThat(cohort.most()).isEmpty();
    assertThat(cohort.odd())
        .extracting(Alike::tenants)
        .containsExactly(List.of("a", "c"), List.of("b", "d"), List.of("e"));
  }

  @Test
  void oneAloneIsAsItIs() {
    Cohort cohort = only(read("a", "7", 18, 'a'));
    assertThat(cohort.most().orElseThrow().tenants()).containsExactly("a");
    assertThat(cohort.odd()).isEmpty();
  }

  @Test
  void anotherVersionServerOrAlgorithmIsAnotherCohort() {
    List<Cohort> cohorts =
        Cohort.of(
            List.of(
                read("d", "10", 18, 'a'),
                read("a", "7", 15, 'b'),
                read("b", "7", 18, 'c'),
                read("c", "7.0", 18, 'c'),
                new Read("e", new SchemaVersion("7"), new Fingerprint(2, 18, "d".repeat(32)))));
    assertThat(cohorts).extracting(Cohort::tenants).containsExactly(1, 2, 1, 1);
    assertThat(cohorts).allSatisfy(cohort -> assertThat(cohort.odd()).isEmpty());
    assertThat(cohorts.getLast().version().value()).isEqualTo("10");
  }

  @Test
  void inWhateverOrderTheyAreReadTheAnswerIsTheSame() {
    Random random = new Random(7);
    for (int run = 0; run < 500; run++) {
      List<Read> reads = new ArrayList<>();
      for (int tenant = 0; tenant < 1 + random.nextInt(12); tenant++) {
        reads.add(
            read(
                "t" + tenant,
                String.valueOf(1 + random.nextInt(2)),
                17 + random.nextInt(2),
                (char) ('a' + random.nextInt(3))));
      }
      List<Cohort> cohorts = Cohort.of(reads);
      Collections.shuffle(reads, random);
      assertThat(Cohort.of(reads)).isEqualTo(cohorts);
      assertThat(cohorts.stream().mapToInt(Cohort::tenants).sum()).isEqualTo(reads.size());
      for (Cohort cohort : cohorts) {
        int odd = cohort.odd().stream().mapToInt(one -> one.tenants().size()).sum();
        int most = cohort.most().map(one -> one.tenants().size()).orElse(0);
        assertThat(odd + most).isEqualTo(cohort.tenants());
        cohort
            .most()
            .ifPresent(
                one ->
                    assertThat(cohort.odd())
                        .allSatisfy(few -> assertThat(few.tenants()).hasSizeLessThan(most)));
      }
    }
  }
}
