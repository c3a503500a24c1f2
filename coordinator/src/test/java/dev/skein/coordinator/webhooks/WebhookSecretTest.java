package dev.skein.coordinator.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {
  @Test
  void signsAsStandardWebhooksDoes() {
    WebhookSecret secret = WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    assertThat(
            secret.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void isReadAsItIsWrittenAndIsAnotherEachTime() {
    WebhookSecret made = WebhookSecret.random();

    assertThat(WebhookSecret.parse(made.text()).text()).isEqualTo(made.text());
    assertThat(made.text()).startsWith("whsec_").isNotEqualTo(WebhookSecret.random().text());
    assertThat(made.toString()).doesNotContain(made.text().substring(6));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 23, 65})
  void refusesOneOfAnotherLengthWithoutShowingIt(int bytes) {
    String text = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);

    assertThatThrownBy(() -> WebhookSecret.parse(text))
        .hasMessageContaining("expected a secret like whsec_… with 24 to 64 bytes")
        .message()
        .doesNotContain("AAA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hunter2-hunter2-hunter2-hunter2", "whsec_not*base64*at*all*hunter2"})
  void refusesAnotherFormWithoutShowingIt(String text) {
    assertThatThrownBy(() -> WebhookSecret.parse(text))
        .hasMessageContaining("expected a secret like whsec_…")
        .message()
        .doesNotContain("hunter2");
  }
}
