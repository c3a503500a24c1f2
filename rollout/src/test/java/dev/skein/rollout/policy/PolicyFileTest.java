package dev.skein.rollout.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.contracts.command.BackupRule;
import dev.skein.contracts.id.TenantId;
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
}
