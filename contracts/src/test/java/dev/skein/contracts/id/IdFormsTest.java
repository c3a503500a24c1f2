package dev.skein.contracts.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdFormsTest {
  private static final String UUID = "3f0c2c1e-8a52-4a7e-9d0b-6f1f5a2f7c11";

  record Form(
      String name, Function<String, Comparable<?>> id, List<String> good, List<String> bad) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Form> forms() {
    List<String> slugs = List.of("a", "0", "acme", "acme_2-b", "a".repeat(63));
    List<String> noSlugs =
        List.of("", "-a", "_a", "Acme", "a.b", "a b", "a/b", "ä", "a\n", "a".repeat(64));
    return Stream.of(
        new Form("tenant id", TenantId::new, slugs, noSlugs),
        new Form("shard id", ShardId::new, slugs, noSlugs),
        new Form(
            "worker id",
            WorkerId::new,
            List.of("w", "worker-eu-1a.local", "a".repeat(100)),
            List.of("", ".a", "-a", "W", "a b", "a".repeat(101))),
        new Form(
            "rollout id",
            RolloutId::new,
            List.of("r1-abcd", "r7-k0zt", "r" + "9".repeat(18) + "-zzzz"),
            List.of("", "r0-abcd", "7-abcd", "r7", "r7-abc", "r7-abcde", "r7-ABCD", "r07-abcd")),
        new Form(
            "attempt id",
            AttemptId::new,
            List.of(UUID, AttemptId.random().value()),
            List.of("", UUID.toUpperCase(java.util.Locale.ROOT), UUID + "0", UUID.substring(1))),
        new Form(
            "release digest",
            ReleaseDigest::new,
            List.of("sha256:" + "0a".repeat(32)),
            List.of("", "0a".repeat(32), "sha256:" + "0A".repeat(32), "sha256:" + "0".repeat(63))),
        new Form(
            "release name",
            ReleaseName::new,
            List.of("1", "2026.11.3", "v1.0+build_2-rc", "a".repeat(100)),
            List.of("", ".1", "+1", "a b", "a/b", "a".repeat(101))),
        new Form(
            "version",
            SchemaVersion::new,
            List.of(
                "0", "7", "1.0", "1_2", "20250807132908", "9".repeat(50), "1.2.3.4.5.6.7.8.9.0"),
            List.of(
                "",
                ".",
                "1.",
                ".1",
                "1..2",
                "v1",
                "1.a",
                "-1",
                "9".repeat(51),
                "1" + ".1".repeat(10))));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void takesEveryGoodForm(Form form) {
    for (String good : form.good) {
      assertThat(form.id.apply(good))
          .hasToString(good.replace('_', form.name.equals("version") ? '.' : '_'));
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void refusesEveryBadFormAndShowsIt(Form form) {
    for (String bad : form.bad) {
      assertThatIllegalArgumentException()
          .as("%s \"%s\"", form.name, bad)
          .isThrownBy(() -> form.id.apply(bad))
          .withMessageStartingWith("expected a " + form.name + " like ")
          .withMessageEndingWith("but got \"" + shown(bad) + "\"");
    }
  }

  private static String shown(String bad) {
    String cut = bad.length() > 80 ? bad.substring(0, 80) + "…" : bad;
    return cut.replace('\n', '?');
  }

  @Test
  void equalTextsAreEqualIdsAndOrderAsTexts() {
    assertThat(new TenantId("acme")).isEqualTo(new TenantId("acme")).isLessThan(new TenantId("b"));
    assertThat(new ShardId("eu-1")).isEqualTo(new ShardId("eu-1")).isLessThan(new ShardId("eu-2"));
    assertThat(new WorkerId("a")).isLessThan(new WorkerId("b"));
    assertThat(new RolloutId("r1-aaaa")).isLessThan(new RolloutId("r1-aaab"));
    assertThat(new ReleaseName("a")).isLessThan(new ReleaseName("b"));
    assertThat(new AttemptId(UUID)).isLessThan(new AttemptId(UUID.replace('3', '4')));
  }

  @Test
  void aDigestIsAbbreviatedToTwelveDigits() {
    ReleaseDigest digest = new ReleaseDigest("sha256:0123456789abcdef" + "0".repeat(48));
    assertThat(digest.abbreviated()).isEqualTo("0123456789ab");
    assertThat(digest).isLessThan(new ReleaseDigest("sha256:" + "f".repeat(64)));
  }

  @Test
  void randomAttemptsDiffer() {
    assertThat(AttemptId.random()).isNotEqualTo(AttemptId.random());
  }

  @Test
  void aRefusalFitsOneLineAndHoldsNothingThatSteersATerminal() {
    assertThat(Ids.shown("a\nb\u001b[2Jc\u009b31md\u2028e\u202ef")).isEqualTo("a?b?[2Jc?31md?e?f");
  }
}
