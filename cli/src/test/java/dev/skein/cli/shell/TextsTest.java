package dev.skein.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "4210, 4.2 s",
    "59999, 59.9 s",
    "60000, 1 min 0 s",
    "3599999, 59 min 59 s",
    "11520000, 3 h 12 min"
  })
  void tellsDurationsAsPeopleDo(long millis, String text) {
    assertThat(Texts.took(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"812, 812 B", "12595, 12.3 KiB", "4718592, 4.5 MiB"})
  void tellsSizesAsPeopleDo(long bytes, String text) {
    assertThat(Texts.bytes(bytes)).isEqualTo(text);
  }

  @Test
  void keepsControlsAwayFromTheTerminal() {
    assertThat(Texts.line(" a\u001b[31m\r\nb\u2028\u202ec ")).isEqualTo("a [31m b c");
  }
}
