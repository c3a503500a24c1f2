package dev.skein.rollout.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
  /** 2026-01-05 is a Monday; Berlin is an hour ahead of UTC then. */
  @ParameterizedTest
  @CsvSource({
    "2026-01-05T00:00:00Z, true",
    "2026-01-04T23:59:59.999Z, false",
    "2026-01-05T03:59:59.999Z, true",
    "2026-01-05T04:00:00Z, false",
    "2026-01-09T01:00:00Z, true",
    "2026-01-10T01:00:00Z, false",
    "2026-01-11T01:00:00Z, false",
    "2026-07-05T23:00:00Z, true",
    "2026-07-05T22:59:59Z, false"
  })
  void isOpenOnItsDaysFromTheFirstToBeforeTheLast(Instant at, boolean open) {
    assertThat(Window.parse("Mo-Fr 01:00-05:00 Europe/Berlin").open(at)).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-10T21:59:00Z, false",
    "2026-01-10T22:00:00Z, true",
    "2026-01-11T03:59:00Z, true",
    "2026-01-11T04:00:00Z, false",
    "2026-01-12T03:59:00Z, true",
    "2026-01-12T22:00:00Z, false"
  })
  void endsOnTheNextDayWhenItGoesOverMidnight(Instant at, boolean open) {
    assertThat(Window.parse("Sa,Su 22:00-04:00 UTC").open(at)).isEqualTo(open);
  }

  @Test
  void isEveryDaysWithoutDays() {
    Window window = Window.parse("01:00-02:00 UTC");
    for (int day = 1; day <= 7; day++) {
      assertThat(window.open(Instant.parse("2026-01-0" + day + "T01:30:00Z"))).isTrue();
    }
  }

  @Test
  void mayBeTheWholeDay() {
    Window window = Window.parse("Mo 00:00-24:00 UTC");
    assertThat(window.open(Instant.parse("2026-01-05T23:59:59Z"))).isTrue();
    assertThat(window.open(Instant.parse("2026-01-06T00:00:00Z"))).isFalse();
  }

  @Test
  void readsARangeOverTheEndOfTheWeek() {
    Window window = Window.parse("Sa-Mo 01:00-02:00 UTC");
    assertThat(window.open(Instant.parse("2026-01-03T01:00:00Z"))).isTrue();
    assertThat(window.open(Instant.parse("2026-01-05T01:00:00Z"))).isTrue();
    assertThat(window.open(Instant.parse("2026-01-06T01:00:00Z"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T01:00:00Z, 2026-01-05T01:00:00Z",
    "2026-01-05T04:00:00Z, 2026-01-06T00:00:00Z",
    "2026-01-09T04:00:00Z, 2026-01-12T00:00:00Z"
  })
  void knowsWhenItOpensNext(Instant after, Instant next) {
    assertThat(Window.parse("Mo-Fr 01:00-05:00 Europe/Berlin").nextOpen(after)).isEqualTo(next);
  }

  /** Clocks went from 02:00 to 03:00 in Berlin on 2026-03-29, a Sunday. */
  @Test
  void passesOverTheHourThatClocksLeaveOut() {
    Window window = Window.parse("Su 02:00-03:00 Europe/Berlin");
    Instant before = Instant.parse("2026-03-29T00:00:00Z");
    for (int minute = 0; minute < 300; minute++) {
      assertThat(window.open(before.plus(Duration.ofMinutes(minute)))).isFalse();
    }
    assertThat(window.nextOpen(before)).isEqualTo(Instant.parse("2026-04-05T00:00:00Z"));
  }

  /** Whatever the window: the next opening is open, and nothing is open before it. */
  @Test
  void neverPassesAnOpening() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      Window window =
          Window.parse(
              "%s %02d:00-%02d:30 Europe/Berlin"
                  .formatted(
                      random.nextBoolean() ? "Mo" : "Fr-Su",
                      random.nextInt(24),
                      random.nextInt(24)));
      Instant after = Instant.ofEpochSecond(1_770_000_000L + random.nextInt(31_000_000));
      Instant next = window.nextOpen(after);
      assertThat(window.open(next)).as("%s at %s", window, next).isTrue();
      for (Instant at = after; at.isBefore(next); at = at.plus(Duration.ofMinutes(15))) {
        assertThat(window.open(at)).as("%s at %s", window, at).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Mo-Fr",
        "Mo-Fr 1:00-5:00 UTC",
        "Mo-Fr 01:00-05:00",
        "Mo-Fr 01:00-25:00 UTC",
        "Mo-Fr 24:00-05:00 UTC",
        "Xx 01:00-05:00 UTC",
        "Mo-We-Fr 01:00-05:00 UTC",
        "Mo-Fr 01:00-05:00 Mars/Base"
      })
  void refusesWhatIsNoWindow(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Window.parse(text))
        .withMessageStartingWith("expected ")
        .withMessageContaining(" but got \"");
  }
}
