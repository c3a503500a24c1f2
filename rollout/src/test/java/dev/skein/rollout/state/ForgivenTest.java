package dev.skein.rollout.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForgivenTest {
  private static final Cause BROKEN = new Cause(false, "42P07 V2");
  private static final Cause UNREACHABLE = new Cause(true, "08006");
  private static final Forgiven FORGIVEN =
      new Forgiven(new Losses(2, 3), new Losses(4, 5), 6, 7, Map.of("42P07 V2", 3, "08006", 2));

  private static Group group(int wave, TenantState state, @Nullable Cause cause, int tenants) {
    return new Group(wave, "eu-1", state, cause, null, tenants);
  }

  @Test
  void aFailureOfTheCanaryGoesFromTheCanaryAlone() {
    assertThat(FORGIVEN.without(group(0, TenantState.FAILED_CLEAN, BROKEN, 1)))
        .isEqualTo(
            new Forgiven(
                new Losses(1, 3), new Losses(4, 5), 6, 7, Map.of("42P07 V2", 2, "08006", 2)));
  }

  @Test
  void aLaterFailureGoesFromTheLaterOnesAndFromWhatIsDone() {
    assertThat(FORGIVEN.without(group(2, TenantState.FAILED_PARTIAL, BROKEN, 3)))
        .isEqualTo(new Forgiven(new Losses(2, 3), new Losses(1, 5), 3, 7, Map.of("08006", 2)));
  }

  /** An error has no part in what failures are told apart by. */
  @Test
  void anErrorGoesFromThoseWithoutAVerdict() {
    assertThat(FORGIVEN.without(group(1, TenantState.FAILED_CLEAN, UNREACHABLE, 2)))
        .isEqualTo(new Forgiven(new Losses(2, 3), new Losses(4, 3), 4, 7, FORGIVEN.signatures()));
  }

  @Test
  void anUnknownEndGoesFromThoseWithoutAVerdictAndFromTheUnknown() {
    assertThat(FORGIVEN.without(group(0, TenantState.UNKNOWN, null, 2)))
        .isEqualTo(new Forgiven(new Losses(2, 1), new Losses(4, 5), 6, 5, FORGIVEN.signatures()));
    assertThat(FORGIVEN.without(group(0, TenantState.UNKNOWN, BROKEN, 1)).signatures())
        .isEqualTo(FORGIVEN.signatures());
  }

  @Test
  void nothingGoesBelowNone() {
    assertThat(FORGIVEN.without(group(1, TenantState.FAILED_CLEAN, BROKEN, 9)))
        .isEqualTo(new Forgiven(new Losses(2, 3), new Losses(0, 5), 0, 7, Map.of("08006", 2)));
    assertThat(FORGIVEN.without(group(0, TenantState.UNKNOWN, null, 9)))
        .isEqualTo(new Forgiven(new Losses(2, 0), new Losses(4, 5), 6, 0, FORGIVEN.signatures()));
  }
}
