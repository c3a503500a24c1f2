package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.report.FailureKind;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLState;

class FailureRulesTest {

  private static FailureKind kind(String state) {
    return FailureRules.kind(new ServerError(state, "m", null, null, 0));
  }

  /** Every class of PostgreSQL's appendix, and every state that differs from its class. */
  @ParameterizedTest
  @CsvSource({
    "00000, FAILURE",
    "01000, FAILURE",
    "02000, FAILURE",
    "03000, FAILURE",
    "08000, TRANSIENT",
    "08001, TRANSIENT",
    "08004, TRANSIENT",
    "08006, TRANSIENT",
    "08P01, TRANSIENT",
    "09000, FAILURE",
    "0A000, FAILURE",
    "0B000, FAILURE",
    "0F000, FAILURE",
    "0L000, FAILURE",
    "0P000, FAILURE",
    "0Z000, FAILURE",
    "10608, FAILURE",
    "20000, FAILURE",
    "21000, FAILURE",
    "22012, FAILURE",
    "23502, FAILURE",
    "23505, FAILURE",
    "24000, FAILURE",
    "25001, FAILURE",
    "25006, TRANSIENT",
    "25P02, FAILURE",
    "26000, FAILURE",
    "27000, FAILURE",
    "28000, CONFIGURATION",
    "28P01, CONFIGURATION",
    "2B000, FAILURE",
    "2BP01, FAILURE",
    "2D000, FAILURE",
    "2F000, FAILURE",
    "34000, FAILURE",
    "38000, FAILURE",
    "39000, FAILURE",
    "3B000, FAILURE",
    "3D000, CONFIGURATION",
    "3F000, FAILURE",
    "40000, TRANSIENT",
    "40001, TRANSIENT",
    "40P01, TRANSIENT",
    "42000, FAILURE",
    "42501, CONFIGURATION",
    "42601, FAILURE",
    "42P01, FAILURE",
    "44000, FAILURE",
    "53000, TRANSIENT",
    "53100, TRANSIENT",
    "53200, TRANSIENT",
    "53300, TRANSIENT",
    "53400, TRANSIENT",
    "54000, FAILURE",
    "55000, FAILURE",
    "55006, TRANSIENT",
    "55P03, TRANSIENT",
    "55P04, FAILURE",
    "57000, FAILURE",
    "57014, TIMEOUT",
    "57P01, TRANSIENT",
    "57P02, TRANSIENT",
    "57P03, TRANSIENT",
    "57P04, FAILURE",
    "57P05, FAILURE",
    "58000, FAILURE",
    "72000, FAILURE",
    "F0000, FAILURE",
    "HV000, FAILURE",
    "P0001, FAILURE",
    "XX000, FAILURE",
    "XX001, FAILURE"
  })
  void each_class_of_errors_calls_for_one_thing(String state, FailureKind expected) {
    assertThat(kind(state)).isEqualTo(expected);
  }

  @Test
  void every_state_that_the_driver_knows_has_a_kind() {
    Stream.of(PSQLState.values())
        .forEach(state -> assertThat(kind(state.getState())).as(state.getState()).isNotNull());
  }

  @ParameterizedTest
  @CsvSource({"'',", "'4'", "'400'"})
  void a_state_that_is_none_is_a_failure(String state) {
    assertThat(kind(state)).isEqualTo(FailureKind.FAILURE);
  }

  @Test
  void no_state_at_all_is_a_failure() {
    assertThat(FailureRules.kind(new ServerError(null, null, null, null, 0)))
        .isEqualTo(FailureKind.FAILURE);
  }

  @Test
  void two_sessions_that_collide_in_the_catalog_may_try_again() {
    assertThat(
            FailureRules.kind(
                new ServerError("XX000", "tuple concurrently updated", null, null, 0)))
        .isEqualTo(FailureKind.TRANSIENT);
    assertThat(
            FailureRules.kind(new ServerError("23505", "m", "pg_type_typname_nsp_index", null, 0)))
        .isEqualTo(FailureKind.TRANSIENT);
    assertThat(FailureRules.kind(new ServerError("23505", "m", "x", "pg_catalog", 0)))
        .isEqualTo(FailureKind.TRANSIENT);
    assertThat(FailureRules.kind(new ServerError("23505", "m", "users_pkey", "public", 0)))
        .isEqualTo(FailureKind.FAILURE);
  }
}
