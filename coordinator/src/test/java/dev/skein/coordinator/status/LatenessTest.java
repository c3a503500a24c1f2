package dev.skein.coordinator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.coordinator.status.FleetStatus.Newest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatenessTest {
  private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");

  private static Newest completed(String version, int day) {
    return new Newest("r" + day, "release-" + day, version, DAY.plusSeconds(day * 86_400L));
  }

  private static Instant day(int day) {
    return DAY.plusSeconds(day * 86_400L);
  }

  @Test
  void nobodyIsLateBeforeARolloutWasCompleted() {
    Lateness nothing = new Lateness(List.of());
    assertThat(nothing.newest()).isNull();
    assertThat(nothing.since("7")).isNull();
    assertThat(nothing.since(null)).isNull();
  }

  @Test
  void aTenantIsLateSinceTheFirstReleaseAboveItsVersion() {
    Lateness lateness =
        new Lateness(List.of(completed("10", 3), completed("8", 1), completed("9", 2)));
    assertThat(lateness.newest()).isEqualTo(completed("10", 3));
    assertThat(lateness.since("7")).isEqualTo(day(1));
    assertThat(lateness.since("8.0")).isEqualTo(day(2));
    assertThat(lateness.since("9")).isEqualTo(day(3));
    assertThat(lateness.since("10")).isNull();
    assertThat(lateness.since("11")).isNull();
    assertThat(lateness.since(null)).isEqualTo(day(1));
  }

  @Test
  void theNewestIsWhatWasCompletedLastNotWhatIsHighest() {
    Lateness lateness = new Lateness(List.of(completed("9", 1), completed("8", 2)));
    assertThat(lateness.newest()).isEqualTo(completed("8", 2));
    assertThat(lateness.since("8")).isNull();
    assertThat(lateness.since("7")).isEqualTo(day(1));
  }
}
