package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantAddressTest {
  private static final Secret PASSWORD = Secret.of("hunter2");

  private static TenantAddress address(String url, String database, String schema) {
    return new TenantAddress(url, database, schema, "u", PASSWORD);
  }

  @Test
  void its_text_shows_neither_url_nor_password() {
    assertThat(address("jdbc:postgresql://h:1/x?ssl=true", "d", "s"))
        .hasToString("TenantAddress[database=d, schema=s]");
    assertThat(PASSWORD).hasToString("(secret)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "postgres://h/x",
        "jdbc:mysql://h/x",
        "jdbc:postgresql://h/x?user=a",
        "jdbc:postgresql://h/x?password=hunter2"
      })
  void another_url_is_refused_without_being_shown(String url) {
    assertThatThrownBy(() -> address(url, "d", "s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a server URL")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pg_catalog", "information_schema", "nul\0"})
  void another_schema_is_refused(String schema) {
    assertThatThrownBy(() -> address("jdbc:postgresql://h/x", "d", schema))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void names_are_quoted_wherever_they_stand_in_sql() {
    assertThat(new TenantTables("x\"; drop").fence()).isEqualTo("\"x\"\"; drop\".\"skein_fence\"");
  }

  @Test
  void pauses_double_up_to_a_bound() {
    Duration mean = Duration.ofMillis(100);
    assertThat(Backoff.ceiling(mean, 1)).hasMillis(200);
    assertThat(Backoff.ceiling(mean, 2)).hasMillis(400);
    assertThat(Backoff.ceiling(mean, 50)).hasMillis(3200);
  }
}
