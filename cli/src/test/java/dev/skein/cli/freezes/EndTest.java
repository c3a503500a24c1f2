package dev.skein.cli.freezes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.cli.shell.CommandFailedException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndTest {
  private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "90m,2026-11-22T04:30:00Z",
    "36h,2026-11-23T15:00:00Z",
    "2d,2026-11-24T03:00:00Z",
    "2027-01-07,2027-01-06T23:00:00Z",
    "2027-01-07T06:00,2027-01-07T05:00:00Z",
    "2027-07-07T06:00,2027-07-07T04:00:00Z",
    "2027-01-07T05:00:00Z,2027-01-07T05:00:00Z"
  })
  void readsWhatPeopleWrite(String text, Instant end) {
    assertThat(End.parse(text, NOW, BERLIN)).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "36", "-1h", "2027-13-01", "2027-01-07 06:00", "Z"})
  void namesWhatItCannotRead(String text) {
    assertThatThrownBy(() -> End.parse(text, NOW, BERLIN))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("but got \"" + text + "\"");
  }
}
