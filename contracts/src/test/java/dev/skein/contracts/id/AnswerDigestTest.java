package dev.skein.contracts.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerDigestTest {
  @Test
  void itIsTheSha256OfTheBytes() {
    assertThat(AnswerDigest.of("abc".getBytes(StandardCharsets.US_ASCII)))
        .hasToString("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256:", "sha256:00", "md5:00"})
  void anotherFormIsRefusedAndShown(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AnswerDigest(text))
        .withMessageContaining("expected a digest of an answer")
        .withMessageEndingWith("but got \"" + text + "\"");
  }
}
