package dev.skein.coordinator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.coordinator.blocks.FreezeView;
import dev.skein.coordinator.status.RolloutStatus.BlockedGroup;
import dev.skein.coordinator.status.RolloutStatus.Detail;
import dev.skein.coordinator.status.RolloutStatus.ReleaseRef;
import dev.skein.coordinator.status.RolloutStatus.WaveStatus;
import dev.skein.rollout.state.Approval;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ten tenants a wave; the first wave began a hundred seconds ago. */
class EstimateTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant BEGAN = NOW.minusSeconds(100);

  private static Counts counts(int queued, int done, int blocked) {
    return new Counts(queued, 0, 0, done, 0, 0, 0, blocked);
  }

  private static WaveStatus wave(
      int index, String state, int done, Approval approval, int bake, @Nullable Integer bakesFor) {
    return new WaveStatus(
        index,
        state,
        10,
        counts(10 - done, done, 0),
        approval,
        bake * 1000L,
        bakesFor == null ? null : NOW.plusSeconds(bakesFor),
        state.equals("PENDING") ? null : BEGAN,
        null);
  }

  private static WaveStatus wave(int index, String state, int done) {
    return wave(index, state, done, Approval.NOT_NEEDED, 0, null);
  }

  private static Estimate estimate(
      String state, Detail detail, boolean hurried, Counts counts, WaveStatus... waves) {
    int current = 0;
    for (WaveStatus wave : waves) {
      current = wave.state().equals("PENDING") ? current : wave.index();
    }
    return Estimate.of(
        new RolloutStatus(
            "r1-abcd",
            new ReleaseRef("sha256:0", "r", "7"),
            state,
            BEGAN,
            null,
            current,
            "sha256:1",
            10 * waves.length,
            counts,
            List.of(waves),
            BEGAN,
            null,
            0,
            BEGAN,
            hurried,
            detail,
            0,
            null,
            null,
            List.of()),
        100_000,
        NOW);
  }

  private static Estimate running(Counts counts, WaveStatus... waves) {
    return estimate("RUNNING", Detail.NONE, false, counts, waves);
  }

  private static Detail blocked(@Nullable Instant until, int tenants) {
    return new Detail(
        List.of(),
        List.of(),
        List.of(),
        List.of(new BlockedGroup("window", "closed", tenants, until, List.of())),
        null,
        null,
        List.of(),
        null);
  }

  @Test
  void isUnknownBeforeTheFirstTenantEnded() {
    Estimate estimate = running(counts(20, 0, 0), wave(0, "RUNNING", 0), wave(1, "PENDING", 0));
    assertThat(estimate).isEqualTo(new Estimate(null, null, List.of()));
  }

  @Test
  void goesByTheRateOfTheWaveThatRuns() {
    Estimate estimate =
        running(
            counts(15, 15, 0), wave(0, "PASSED", 10), wave(1, "RUNNING", 5), wave(2, "PENDING", 0));
    assertThat(estimate.ratePerSecond()).isEqualTo(0.05);
    assertThat(estimate.secondsLeft()).isEqualTo(300);
    assertThat(estimate.waitsFor()).isEmpty();
  }

  @Test
  void goesByTheWaveBeforeWhileTheNewOneHasNoRate() {
    Estimate estimate = running(counts(10, 10, 0), wave(0, "PASSED", 10), wave(1, "RUNNING", 0));
    assertThat(estimate.ratePerSecond()).isEqualTo(0.1);
    assertThat(estimate.secondsLeft()).isEqualTo(100);
  }

  @Test
  void countsWhatIsLeftOfABakeAndTheBakesToCome() {
    WaveStatus baking = wave(0, "BAKING", 10, Approval.NOT_NEEDED, 60, 20);
    WaveStatus next = wave(1, "PENDING", 0, Approval.NOT_NEEDED, 300, null);
    assertThat(running(counts(10, 10, 0), baking, next).secondsLeft()).isEqualTo(100 + 20 + 300);
    assertThat(
            estimate("RUNNING", Detail.NONE, true, counts(10, 10, 0), baking, next).secondsLeft())
        .as("hurried")
        .isEqualTo(100 + 20);
  }

  @Test
  void namesTheApprovalsThatNobodyCanTime() {
    WaveStatus next = wave(1, "PENDING", 0, Approval.NEEDED, 0, null);
    Estimate estimate = running(counts(10, 10, 0), wave(0, "PASSED", 10), next);
    assertThat(estimate.secondsLeft()).isEqualTo(100);
    assertThat(estimate.waitsFor()).containsExactly("approval of wave 1");
  }

  @Test
  void waitsForWindowsThatOpen() {
    Estimate estimate =
        estimate(
            "RUNNING",
            blocked(NOW.plusSeconds(3600), 4),
            false,
            counts(1, 5, 4),
            wave(0, "RUNNING", 5));
    assertThat(estimate.secondsLeft()).isEqualTo(3600);
  }

  @Test
  void namesThePersonWhoMustLetTenantsGo() {
    Estimate estimate =
        estimate("RUNNING", blocked(null, 1), false, counts(4, 5, 1), wave(0, "RUNNING", 5));
    assertThat(estimate.secondsLeft()).isEqualTo(80);
    assertThat(estimate.waitsFor()).containsExactly("a person to let 1 tenant go: closed");
  }

  @Test
  void isUnknownWhileAFreezeWithoutAnEndHoldsTheFleet() {
    FreezeView freeze =
        new FreezeView("f1", "fleet", "", "year's end", null, "op", BEGAN, null, null);
    Estimate estimate =
        estimate(
            "RUNNING",
            new Detail(List.of(), List.of(), List.of(), List.of(), null, freeze, List.of(), null),
            false,
            counts(5, 5, 0),
            wave(0, "RUNNING", 5));
    assertThat(estimate.secondsLeft()).isNull();
    assertThat(estimate.waitsFor()).containsExactly("a person to lift the freeze of the fleet");
  }

  @Test
  void isUnknownWhileItStandsStill() {
    Estimate paused =
        estimate("PAUSED", Detail.NONE, false, counts(5, 5, 0), wave(0, "RUNNING", 5));
    assertThat(paused.secondsLeft()).isNull();
    assertThat(paused.waitsFor()).containsExactly("a person to resume it");
    Estimate over =
        estimate("COMPLETED", Detail.NONE, false, counts(0, 10, 0), wave(0, "PASSED", 10));
    assertThat(over).isEqualTo(new Estimate(0.1, null, List.of()));
  }
}
