package dev.skein.rollout.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeparturesTest {
  private static final SchemaVersion HEAD = new SchemaVersion("7");

  private static Fingerprint print(int number) {
    return print(17, number);
  }

  private static Fingerprint print(int major, int number) {
    return new Fingerprint(1, major, "%032x".formatted(number));
  }

  /** From version and fingerprint to a fingerprint at the head. */
  private static Passage passage(String tenant, String from, int before, int after) {
    return new Passage(new SchemaVersion(from), print(before), HEAD, print(after), 1, tenant);
  }

  private static List<String> departed(Departures departures) {
    return departures.departed().stream().map(one -> one.passage().first()).toList();
  }

  private static List<String> older(Departures departures) {
    return departures.older().stream().map(Passage::first).toList();
  }

  @Test
  void whoBecameSomethingElseThanThoseLikeItLeft() {
    Departures departures =
        Departures.of(
            List.of(
                passage("acme", "6", 1, 2),
                passage("globex", "6", 1, 2),
                passage("initech", "6", 1, 3)));

    assertThat(departed(departures)).containsExactly("initech");
    assertThat(departures.older()).isEmpty();
    assertThat(departures.tenants()).isEqualTo(1);
    assertThat(departures.why()).isEqualTo("1 tenant left its cohort: initech, unlike acme");
  }

  @Test
  void whoWasOddBeforeIsListedAndNotHeldAgainstTheOthers() {
    Departures departures =
        Departures.of(
            List.of(
                passage("acme", "6", 1, 2),
                passage("globex", "6", 1, 2),
                passage("initech", "6", 9, 8)));

    assertThat(departures.departed()).isEmpty();
    assertThat(departures.why()).isEmpty();
    assertThat(older(departures)).containsExactly("initech");
  }

  @Test
  void whoWereOddTogetherMustStayAlike() {
    Departures departures =
        Departures.of(
            List.of(
                new Passage(new SchemaVersion("6"), print(1), HEAD, print(2), 9, "acme"),
                new Passage(new SchemaVersion("6"), print(9), HEAD, print(8), 2, "hooli"),
                passage("initech", "6", 9, 7)));

    assertThat(departed(departures)).containsExactly("initech");
    assertThat(older(departures)).containsExactly("hooli", "initech");
    assertThat(departures.why()).isEqualTo("1 tenant left its cohort: initech, unlike hooli");
  }

  @Test
  void startingVersionsDoNotMatter() {
    Departures departures =
        Departures.of(
            List.of(
                passage("acme", "5", 1, 2),
                passage("globex", "6", 5, 2),
                new Passage(null, print(0), HEAD, print(2), 1, "hooli"),
                new Passage(null, print(0), HEAD, print(3), 1, "initech")));

    assertThat(departed(departures)).containsExactly("initech");
  }

  @Test
  void whereAsManyBecameSomethingElseAllAreInDoubt() {
    Departures departures =
        Departures.of(List.of(passage("acme", "6", 1, 2), passage("initech", "6", 1, 3)));

    assertThat(departed(departures)).containsExactly("acme", "initech");
    assertThat(departures.tenants()).isEqualTo(2);
    assertThat(departures.why())
        .isEqualTo("2 tenants left their cohort: acme (a tie); initech (a tie)");
  }

  @Test
  void whereNobodyCanSayWhoWasOddBeforeEachIsHeldAgainstItsOwn() {
    Departures departures =
        Departures.of(List.of(passage("acme", "6", 1, 2), passage("initech", "6", 9, 8)));

    assertThat(departures.departed()).isEmpty();
    assertThat(older(departures)).containsExactly("acme", "initech");
  }

  @Test
  void oneAloneHasNoneToLeave() {
    assertThat(Departures.of(List.of(passage("acme", "6", 1, 2))).departed()).isEmpty();
    assertThat(Departures.of(List.of()).why()).isEmpty();
  }

  @Test
  void whatNobodySawBeforeIsNoExcuse() {
    Departures departures =
        Departures.of(
            List.of(
                passage("acme", "6", 1, 2),
                passage("globex", "6", 1, 2),
                new Passage(null, null, HEAD, print(3), 1, "initech")));

    assertThat(departed(departures)).containsExactly("initech");
    assertThat(departures.older()).isEmpty();
  }

  @Test
  void serversAreApart() {
    Departures departures =
        Departures.of(
            List.of(
                passage("acme", "6", 1, 2),
                passage("globex", "6", 1, 2),
                new Passage(
                    new SchemaVersion("6"), print(18, 1), HEAD, print(18, 5), 1, "initech")));

    assertThat(departures.departed()).isEmpty();
    assertThat(departures.older()).isEmpty();
  }

  @Test
  void manyWaysAreNotAllNamed() {
    List<Passage> passages = new ArrayList<>();
    passages.add(new Passage(new SchemaVersion("6"), print(1), HEAD, print(2), 90, "a"));
    for (int i = 0; i < 8; i++) {
      passages.add(
          new Passage(new SchemaVersion("6"), print(1), HEAD, print(10 + i), 3, "odd-" + i));
    }

    assertThat(Departures.of(passages).why())
        .startsWith("24 tenants left their cohort: odd-0 and 2 like it, unlike a; odd-1 and 2")
        .endsWith("; and others in 3 more ways");
  }

  /** Random fleets in which schemas change by one rule for all, and then some that break it. */
  @Test
  void itFindsThoseThatBreakTheRuleAndNobodyElse() {
    for (long seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      int drifted = random.nextInt(3);
      List<Passage> passages = new ArrayList<>();
      int most = 3 + drifted + random.nextInt(20);
      for (int i = 0; i < most; i++) {
        // What most have at a version depends on it alone, and at the head on nothing.
        int version = 1 + random.nextInt(3);
        passages.add(
            new Passage(
                new SchemaVersion("" + version), print(version), HEAD, print(100), 1, at(i)));
      }
      // All versions have a majority that did not drift.
      for (int version = 1; version <= 3; version++) {
        passages.add(
            new Passage(
                new SchemaVersion("" + version),
                print(version),
                HEAD,
                print(100),
                9,
                "m" + version));
      }
      for (int i = 0; i < drifted; i++) {
        passages.add(passage("d" + i, "" + (1 + random.nextInt(3)), 50 + i, 150 + i));
      }
      assertThat(find(passages, random)).as("seed %d", seed).isEmpty();
      int broken = random.nextInt(3);
      Set<String> left = new TreeSet<>();
      for (int i = 0; i < broken; i++) {
        String version = "" + (1 + random.nextInt(3));
        boolean seen = random.nextInt(4) > 0;
        passages.add(
            new Passage(
                seen ? new SchemaVersion(version) : null,
                seen ? print(Integer.parseInt(version)) : null,
                HEAD,
                print(200 + random.nextInt(2)),
                1,
                "x" + i));
        left.add("x" + i);
      }
      assertThat(find(passages, random)).as("seed %d", seed).isEqualTo(left);
    }
  }

  private static String at(int number) {
    return "t%02d".formatted(number);
  }

  /** In whatever order; the same passages, put together, say the same. */
  private static Set<String> find(List<Passage> passages, Random random) {
    List<Passage> shuffled = new ArrayList<>(passages);
    Collections.shuffle(shuffled, random);
    Departures departures = Departures.of(shuffled);
    assertThat(Departures.of(together(passages)).tenants()).isEqualTo(departures.tenants());
    return departures.departed().stream()
        .map(one -> one.passage().first())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private record Way(
      @Nullable SchemaVersion from, @Nullable Fingerprint before, Fingerprint after) {}

  private static List<Passage> together(List<Passage> passages) {
    return passages.stream()
        .collect(Collectors.groupingBy(one -> new Way(one.from(), one.before(), one.after())))
        .entrySet()
        .stream()
        .map(
            one ->
                new Passage(
                    one.getKey().from,
                    one.getKey().before,
                    HEAD,
                    one.getKey().after,
                    one.getValue().stream().mapToInt(Passage::tenants).sum(),
                    one.getValue().stream().map(Passage::first).min(String::compareTo).orElse("")))
        .toList();
  }
}
