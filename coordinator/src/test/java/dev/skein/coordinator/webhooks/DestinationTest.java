package dev.skein.coordinator.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/hook",
        "https://10.1.2.3:8443/hook?x=1",
        "http://localhost:9000/",
        "http://127.0.0.1:9000/hook",
        "http://[::1]:9000/hook"
      })
  void takesHttpsAnywhereAndHttpOnThisMachine(String address) {
    assertThat(Destination.parse(address, false).uri()).hasToString(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://example.com/hook | expected https but got http to example.com",
        "http://127.0.0.1.example.com/ | expected https but got http to 127.0.0.1.example.com",
        "ftp://example.com/hook | scheme \"ftp\"",
        "file:///etc/passwd | scheme \"file\" and no host",
        "example.com | no host",
        "https://me:hunter2@example.com/ | without user, password and fragment but example.com",
        "https://example.com/#hunter2 | without user, password and fragment but example.com",
        "https://exa mple.com/hunter2 | one that is none"
      })
  void refusesOthersAndShowsNoSecret(String address, String why) {
    assertThatThrownBy(() -> Destination.parse(address, false))
        .hasMessageContaining(why)
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void plainHttpMayBeAllowed() {
    assertThat(Destination.parse("http://hooks.lan/x", true).uri()).hasHost("hooks.lan");
  }

  @Test
  void showsNeitherPathNorQuery() {
    Destination chat = Destination.parse("https://chat.example.com/T1/hunter2?k=hunter2", false);

    assertThat(chat.shown()).isEqualTo("https://chat.example.com/…");
    assertThat(chat.toString()).doesNotContain("hunter2");
    assertThat(Destination.parse("https://example.com/", false).shown())
        .isEqualTo("https://example.com/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"169.254.169.254", "0.0.0.0", "224.0.0.1", "fe80::1", "fd00:ec2:0:0:0:0:0:254"})
  void sendsNothingWhereMachinesKeepTheirCredentials(String address) throws UnknownHostException {
    assertThat(Destination.forbidden(InetAddress.getByName(address))).isTrue();
    String host = address.contains(":") ? "[" + address + "]" : address;
    assertThat(Destination.parse("https://" + host + "/", true).refusal(true))
        .contains("where nothing is sent");
  }

  @Test
  void looksAgainBeforeEachCall() {
    assertThat(Destination.parse("http://192.0.2.7/", true).refusal(false))
        .contains("plain http goes to this machine only, but 192.0.2.7 is at 192.0.2.7");
    assertThat(Destination.parse("http://127.0.0.1:1/", false).refusal(false)).isEmpty();
    assertThat(Destination.parse("https://no-such-host.invalid/", false).refusal(false))
        .isEqualTo("no address is known for no-such-host.invalid");
  }
}
