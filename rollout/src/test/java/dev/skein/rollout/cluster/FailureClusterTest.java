package dev.skein.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureClusterTest {
  private static FailureCluster of(String sqlState, String script, String message) {
    return FailureCluster.of("failure", sqlState, script, message);
  }

  @Test
  void isTheSameForTheSameFailureAtAnotherTenant() {
    FailureCluster one = of("23505", "V6__x.sql", "Key (email)=(a@x) is duplicated");
    assertThat(of("23505", "V6__x.sql", "Key (email)=(b@y) is duplicated")).isEqualTo(one);
    assertThat(one.message()).isEqualTo("Key (…)=(…) is duplicated");
  }

  /** People keep it in tickets and scripts: it may not change with a version of Skein. */
  @Test
  void hasAnIdThatStays() {
    assertThat(of("23505", "V6__x.sql", "Key (email)=(a@x) is duplicated").id())
        .isEqualTo("c-43deda4e");
    assertThat(FailureCluster.of("unknown", null, null, "").id()).isEqualTo("c-457550a2");
  }

  @Test
  void isAnotherForAnotherStateScriptKindOrMessage() {
    String id = of("23505", "V6__x.sql", "is duplicated").id();
    assertThat(of("23503", "V6__x.sql", "is duplicated").id()).isNotEqualTo(id);
    assertThat(of("23505", "V7__x.sql", "is duplicated").id()).isNotEqualTo(id);
    assertThat(of("23505", "V6__x.sql", "is missing").id()).isNotEqualTo(id);
    assertThat(FailureCluster.of("timeout", "23505", "V6__x.sql", "is duplicated").id())
        .isNotEqualTo(id);
    assertThat(FailureCluster.of("failure", null, "V6__x.sql", "is duplicated").id())
        .isNotEqualTo(id);
  }
}
