package dev.skein.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CoordinatorPropertiesTest {
  private static CoordinatorProperties with(String token, String kafka) {
    return new CoordinatorProperties(
        token,
        kafka,
        (short) 1,
        Duration.ofSeconds(60),
        Duration.ofHours(1),
        Duration.ofSeconds(1));
  }

  @Test
  void aShortTokenIsRefusedWithoutBeingShown() {
    assertThatThrownBy(() -> with("short-secret", "k:1"))
        .hasMessageContaining("at least 20 characters but got 12")
        .message()
        .doesNotContain("short-secret");
  }

  @Test
  void brokersAreRequired() {
    assertThatThrownBy(() -> with("a-token-of-enough-length", " "))
        .hasMessageContaining("skein.coordinator.kafka");
  }

  @Test
  void theTokenIsNeverShown() {
    assertThat(with("a-token-of-enough-length", "k:1").toString())
        .doesNotContain("a-token-of-enough-length");
  }
}
