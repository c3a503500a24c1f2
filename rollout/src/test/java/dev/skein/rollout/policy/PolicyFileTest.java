package dev.skein.rollout.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.contracts.command.BackupRule;
import dev.skein.contracts.id.TenantId;
import dev.skein.release.yaml.InvalidYamlException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyFileTest {
  private static RolloutPolicy parse(String text) {
    return PolicyFile.parse("canary.yaml", text);
  }

  @Test
  void readsAFullFile() {
    RolloutPolicy policy =
        parse(
            """
            canary: {count: 3, percent: 2.5, failures: 2}
            waves:
              - percent: 10
              - percent: 37.5
              - percent: 100
            halt: {failures: 7}
            retry: {attempts: 4, backoff: 250ms..2m}
            per-shard: {concurrency: 6}
            """);
    assertThat(policy)
        .isEqualTo(
            new RolloutPolicy(
                new Canary(3, 2.5, 2),
                List.of(new WaveShare(10), new WaveShare(37.5), new WaveShare(100)),
                new HaltLimits(7),
                new RetryPolicy(4, Duration.ofMillis(250), Duration.ofMinutes(2)),
                6));
  }

  @Test
  void readsEverythingThatAFileMaySay() {
    RolloutPolicy policy =
        parse(
            """
            canary:
              tenants: [acme, umbrella]
              labels: {tier: internal}
              count: 2
              bake: 10m
              failures: 3
              same-signature: 2
            waves:
              - percent: 10
                bake: 5m
              - percent: 50
                approval: true
              - percent: 100
            halt:
              failures: 5
              failure-percent: 2
              minimum-sample: 40
              same-signature: {tenants: 6, shards: 3}
              unknown: 3m
              standstill: 4m
            per-shard: {concurrency: 16, errors: 7}
            deadline: 4h
            verify: {fingerprint: sample 5%}
            backup: required
            """);
    assertThat(policy)
        .isEqualTo(
            new RolloutPolicy(
                new Canary(
                    Set.of(new TenantId("acme"), new TenantId("umbrella")),
                    Map.of("tier", "internal"),
                    2,
                    0,
                    Duration.ofMinutes(10),
                    3,
                    2),
                List.of(
                    new WaveShare(10, Duration.ofMinutes(5), false),
                    new WaveShare(50, Duration.ZERO, true),
                    new WaveShare(100)),
                new HaltLimits(
                    5,
                    2,
                    40,
                    new SameSignature(6, 3),
                    Duration.ofMinutes(3),
                    Duration.ofMinutes(4)),
                RetryPolicy.standard(),
                new ShardLimits(16, 7),
                Duration.ofHours(4),
                new FingerprintCheck(FingerprintCheck.Scope.SAMPLE, 5),
                BackupRule.REQUIRED));
  }

  /** A share instead of a number, not beside the standard's number. */
  @Test
  void haltsByAShareAloneWhereNoNumberIsGiven() {
    assertThat(parse("halt: {failure-percent: 2}").halt().failures()).isZero();
    assertThat(parse("halt: {failure-percent: 2}").halt().minimumSample()).isEqualTo(50);
    assertThat(parse("halt: {failure-percent: 2}").failureBudget(1)).isEqualTo(1);
    assertThat(parse("halt: {failure-percent: 10}").failureBudget(1)).isEqualTo(5);
    assertThat(parse("halt: {failure-percent: 10, failures: 3}").failureBudget(1)).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = FingerprintCheck.Scope.class,
      names = "SAMPLE",
      mode = EnumSource.Mode.EXCLUDE)
  void readsWhoseFingerprintIsTaken(FingerprintCheck.Scope scope) {
    String word = scope.name().toLowerCase(Locale.ROOT);
    assertThat(parse("verify: {fingerprint: " + word + "}").fingerprint())
        .isEqualTo(new FingerprintCheck(scope, 0));
  }

  @Test
  void aBackupIsRequiredOrOff() {
    assertThat(parse("backup: required").backup()).isEqualTo(BackupRule.REQUIRED);
    assertThat(parse("backup: off").backup()).isEqualTo(BackupRule.OFF);
    assertThat(parse("{}").backup()).isEqualTo(BackupRule.OFF);
    assertThatThrownBy(() -> parse("backup: sometimes"))
        .hasMessageContaining("expected required or off but got \"sometimes\"");
  }

  @Test
  void takesWhatIsLeftOutFromTheStandard() {
    assertThat(parse("{}")).isEqualTo(RolloutPolicy.standard());
  }

  @Test
  void standsAsDocumentedWithoutAnyFile() {
    assertThat(RolloutPolicy.standard())
        .isEqualTo(
            new RolloutPolicy(
                new Canary(1, 1, 1),
                List.of(new WaveShare(100)),
                new HaltLimits(5),
                new RetryPolicy(5, Duration.ofMillis(500), Duration.ofSeconds(60)),
                0));
  }

  static Stream<Arguments> sections() {
    RolloutPolicy standard = RolloutPolicy.standard();
    return Stream.of(
        Arguments.of(
            "canary: {count: 9}",
            new RolloutPolicy(
                new Canary(9, 0, 1), standard.waves(), standard.halt(), standard.retry(), 0)),
        Arguments.of(
            "canary: {percent: 4}",
            new RolloutPolicy(
                new Canary(0, 4, 1), standard.waves(), standard.halt(), standard.retry(), 0)),
        Arguments.of(
            "canary: {percent: 0, count: 2}",
            new RolloutPolicy(
                new Canary(2, 0, 1), standard.waves(), standard.halt(), standard.retry(), 0)),
        Arguments.of(
            "waves: [{percent: 0.001}, {percent: 100}]",
            new RolloutPolicy(
                standard.canary(),
                List.of(new WaveShare(0.001), new WaveShare(100)),
                standard.halt(),
                standard.retry(),
                0)),
        Arguments.of(
            "halt: {failures: 1}",
            new RolloutPolicy(
                standard.canary(), standard.waves(), new HaltLimits(1), standard.retry(), 0)),
        Arguments.of("halt: {}", standard),
        Arguments.of("retry: {}", standard),
        Arguments.of(
            "retry: {attempts: 1}",
            new RolloutPolicy(
                standard.canary(),
                standard.waves(),
                standard.halt(),
                new RetryPolicy(1, Duration.ofMillis(500), Duration.ofSeconds(60)),
                0)),
        Arguments.of(
            "retry: {backoff: 1s..1s}",
            new RolloutPolicy(
                standard.canary(),
                standard.waves(),
                standard.halt(),
                new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                0)),
        Arguments.of(
            "retry: {backoff: 1h..2d}",
            new RolloutPolicy(
                standard.canary(),
                standard.waves(),
                standard.halt(),
                new RetryPolicy(5, Duration.ofHours(1), Duration.ofDays(2)),
                0)),
        Arguments.of(
            "per-shard: {concurrency: 1000000}",
            new RolloutPolicy(
                standard.canary(),
                standard.waves(),
                standard.halt(),
                standard.retry(),
                1_000_000)));
  }

  @ParameterizedTest
  @MethodSource("sections")
  void readsEachSectionByItself(String text, RolloutPolicy policy) {
    assertThat(parse(text)).isEqualTo(policy);
  }

  static Stream<Arguments> bad() {
    String whole = "a whole number from 1 to 1000000";
    return Stream.of(
        bad(
            "canry: {count: 1}",
            1,
            "expected one of the keys backup, canary, deadline, halt, per-shard, retry,"),
        bad(
            "canary:\n  size: 1",
            2,
            "expected one of the keys bake, count, failures, labels, percent,"),
        bad("canary: 3", 1, "expected keys with values but got \"3\""),
        bad("canary:", 1, "expected keys with values but got nothing"),
        bad(
            "canary: {failures: 2}",
            1,
            "expected a canary with tenants, labels, a count or a percentage"),
        bad(
            "canary: {percent: 0}",
            1,
            "expected a canary with tenants, labels, a count or a percentage"),
        bad("canary:\n  count: 0", 2, "expected " + whole + " but got \"0\""),
        bad("canary:\n  count: -1", 2, "expected " + whole + " but got \"-1\""),
        bad("canary:\n  count: 1000001", 2, "expected " + whole + " but got \"1000001\""),
        bad("canary:\n  count: 1.5", 2, "expected " + whole + " but got \"1.5\""),
        bad("canary:\n  count: [1]", 2, "expected " + whole + " but got a list"),
        bad("canary:\n  percent: 101", 2, "expected a number from 0.0 to 100.0 but got \"101\""),
        bad("canary:\n  percent: -1", 2, "expected a number from 0.0 to 100.0 but got \"-1\""),
        bad("canary:\n  percent: 5%", 2, "expected a number from 0.0 to 100.0 but got \"5%\""),
        bad("canary:\n  count: 1\n  failures: 0", 3, "expected " + whole + " but got \"0\""),
        bad("waves: {percent: 100}", 1, "expected a list but got keys with values"),
        bad("waves: []", 1, "expected a last wave with percent: 100 but got a list"),
        bad("waves:\n  - percent: 50", 2, "expected a last wave with percent: 100 but got a list"),
        bad("waves:\n  - 100", 2, "expected keys with values but got \"100\""),
        bad("waves:\n  - {}", 2, "expected the key \"percent\" here"),
        bad(
            "waves:\n  - share: 1",
            2,
            "expected one of the keys approval, bake, percent but got \"share\""),
        bad("waves:\n  - percent: 0", 2, "expected a number from 0.001 to 100.0 but got \"0\""),
        bad("waves:\n  - percent: 101", 2, "expected a number from 0.001 to 100.0 but got \"101\""),
        bad(
            "waves:\n  - percent: 50\n  - percent: 50\n  - percent: 100",
            3,
            "expected a percentage above 50.0 but got \"50\""),
        bad(
            "waves:\n  - percent: 100\n  - percent: 100",
            3,
            "expected a percentage above 100.0 but got \"100\""),
        bad(
            "halt: {limit: 3}",
            1,
            "expected one of the keys failure-percent, failures, minimum-sample,"),
        bad("halt:\n  failures: 0", 2, "expected " + whole + " but got \"0\""),
        bad("halt:\n  failures: many", 2, "expected " + whole + " but got \"many\""),
        bad("retry: {tries: 3}", 1, "expected one of the keys attempts, backoff but got \"tries\""),
        bad("retry:\n  attempts: 0", 2, "expected " + whole + " but got \"0\""),
        bad("retry:\n  backoff: 1s", 2, "expected a back-off like 500ms..60s but got \"1s\""),
        bad("retry:\n  backoff: 1s-2s", 2, "expected a back-off like 500ms..60s but got \"1s-2s\""),
        bad("retry:\n  backoff: 1..2s", 2, "expected a back-off like 500ms..60s but got \"1..2s\""),
        bad("retry:\n  backoff: [1s]", 2, "expected a text but got a list"),
        bad(
            "retry:\n  backoff: 9999999999s..9999999999s",
            2,
            "expected a back-off like 500ms..60s but got \"9999999999s..9999999999s\""),
        bad(
            "retry:\n  backoff: 0s..1s",
            2,
            "expected a back-off from a positive time to a longer one but got \"0s..1s\""),
        bad(
            "retry:\n  backoff: 2s..1s",
            2,
            "expected a back-off from a positive time to a longer one but got \"2s..1s\""),
        bad("per-shard: {}", 1, "expected a concurrency or a number of errors but got keys"),
        bad(
            "per-shard: {window: 3}",
            1,
            "expected one of the keys concurrency, errors but got \"window\""),
        bad("per-shard:\n  concurrency: 0", 2, "expected " + whole + " but got \"0\""),
        bad("canary:\n  tenants: acme", 2, "expected a list but got \"acme\""),
        bad("canary:\n  tenants:\n    - NO GOOD", 3, "expected a tenant id but got \"NO GOOD\""),
        bad("canary:\n  tenants: [a, a]", 2, "expected each tenant once but got \"a\""),
        bad("canary:\n  labels: [a]", 2, "expected keys with values but got a list"),
        bad("canary:\n  count: 1\n  bake: soon", 3, "expected a duration like 30s but got"),
        bad("waves:\n  - percent: 100\n    approval: 1", 3, "expected true or false but got"),
        bad("halt:\n  failure-percent: 0", 2, "expected a number from 0.001 to 100.0 but got"),
        bad("halt:\n  minimum-sample: 5", 2, "expected a failure-percent that needs a sample"),
        bad("halt:\n  same-signature: {tenants: 0}", 2, "expected " + whole + " but got \"0\""),
        bad("halt:\n  same-signature: {shard: 1}", 2, "expected one of the keys shards, tenants"),
        bad("halt:\n  unknown: 0s", 2, "expected a duration above 0 but got \"0s\""),
        bad("deadline: 0h", 1, "expected a duration above 0 but got \"0h\""),
        bad("deadline: tomorrow", 1, "expected a duration like 30s but got \"tomorrow\""),
        bad("verify:\n  fingerprint: some", 2, "expected canary, sample 5%, all or off but got"),
        bad("verify:\n  fingerprint: sample 101%", 2, "expected canary, sample 5%, all or off"),
        bad("verify:\n  fingerprint: sample 0%", 2, "expected canary, sample 5%, all or off"),
        bad("per-shard:\n  errors: 0", 2, "expected " + whole + " but got \"0\""),
        bad("- canary", 1, "expected keys with values but got a list"));
  }

  private static Arguments bad(String text, int line, String message) {
    return Arguments.of(text, "canary.yaml line " + line + ": " + message);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void refusesWhatItDoesNotKnowByFileAndLine(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(InvalidYamlException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void suggestsTheNearestKey() {
    assertThatThrownBy(() -> parse("canry: {count: 1}"))
        .hasMessageEndingWith("but got \"canry\"; did you mean \"canary\"?");
  }
}
