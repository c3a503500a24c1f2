package dev.skein.contracts.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandValuesTest {
  private static TenantTarget target(String database, String schema) {
    return new TenantTarget(new TenantId("acme"), new ShardId("eu-1"), database, schema, Map.of());
  }

  private static AttemptOrder order(int number, Duration limit) {
    return new AttemptOrder(null, AttemptId.random(), number, new Epoch(0, 1), limit, null);
  }

  @Test
  void aNameIsMeasuredInBytesAsPostgresDoes() {
    assertThat(target("ä".repeat(31), "public").database()).hasSize(31);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> target("ä".repeat(32), "public"))
        .withMessageContaining("database name of 1 to 63 bytes")
        .withMessageEndingWith("but got 64 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> target("tenant", " "))
        .withMessageContaining("schema name");
    assertThatIllegalArgumentException().isThrownBy(() -> target("a\u0000b", "public"));
  }

  @Test
  void anAttemptCountsFromOneAndHasTime() {
    assertThat(order(1, Duration.ofNanos(1)).number()).isOne();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order(0, Duration.ofMinutes(1)))
        .withMessage("expected an attempt number from 1 but got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order(1, Duration.ZERO))
        .withMessage("expected a positive time limit but got PT0S");
    assertThatIllegalArgumentException().isThrownBy(() -> order(1, Duration.ofSeconds(-1)));
  }

  @Test
  void collectionsAreCopied() {
    Map<String, String> labels = new HashMap<>(Map.of("plan", "gold"));
    TenantTarget target =
        new TenantTarget(new TenantId("acme"), new ShardId("eu-1"), "db", "public", labels);
    labels.put("plan", "free");
    assertThat(target.labels()).containsExactly(Map.entry("plan", "gold")).isUnmodifiable();
    List<String> facts = new java.util.ArrayList<>(List.of("history"));
    InspectTenant inspect = new InspectTenant(target, order(1, Duration.ofMinutes(1)), facts);
    facts.clear();
    assertThat(inspect.facts()).containsExactly("history").isUnmodifiable();
  }
}
