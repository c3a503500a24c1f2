package dev.skein.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerLoginTest {
  @Test
  void theDatabaseIsReplacedAndTheParametersStay() {
    ServerLogin login =
        new ServerLogin("jdbc:postgresql://db:5432/postgres?sslmode=require", "me", "secret");
    assertThat(login.url("skein_bench_1"))
        .isEqualTo("jdbc:postgresql://db:5432/skein_bench_1?sslmode=require");
  }

  @Test
  void anotherFormIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> new ServerLogin("https://user:secret@db", "me", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected --url like jdbc:postgresql://")
        .hasMessageNotContaining("secret");
  }

  @Test
  void itsTextShowsNothing() {
    assertThat(new ServerLogin("jdbc:postgresql://db/postgres", "me", "secret"))
        .hasToString("ServerLogin");
  }
}
