package dev.skein.rollout.policy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.release.yaml.InvalidYamlException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyFileRefusalsTest {
  private static RolloutPolicy parse(String text) {
    return PolicyFile.parse("canary.yaml", text);
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
