package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.Outcome.Rejected;
import dev.skein.contracts.report.RejectionReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final PreparedRelease THREE = Releases.ledger(3);

  private final List<HistoryRow> history = new ArrayList<>();
  private @Nullable FenceRow fence;

  private Verdict judge(PreparedRelease release) {
    TenantAddress address =
        new TenantAddress("jdbc:postgresql://h/x", "d", "s", "u", Secret.of("p"));
    return Evaluation.of(
        release,
        new TenantPlaceholders(Map.of("color", "red"), address, Instant.EPOCH),
        TenantState.known(history, fence),
        ACME,
        new Epoch(0, 5));
  }

  private EvaluationTest row(@Nullable String version, String text, String type, boolean success) {
    PreparedRelease one = Releases.release("V1__x.sql", text);
    Integer checksum = one.versioned().getFirst().checksum();
    history.add(
        new HistoryRow(
            history.size() + 1,
            version,
            version == null ? "view" : "step " + version,
            type,
            version == null ? "R__view.sql" : "V%s__step_%s.sql".formatted(version, version),
            checksum,
            success));
    return this;
  }

  private EvaluationTest ran(int version) {
    return row(
        Integer.toString(version),
        version == 1 ? Releases.LEDGER : "insert into ledger values (%d);\n".formatted(version),
        "SQL",
        true);
  }

  private EvaluationTest marker(@Nullable String version, String type) {
    history.add(new HistoryRow(history.size() + 1, version, "<< x >>", type, "x", null, true));
    return this;
  }

  private void assertPending(PreparedRelease release, String... paths) {
    assertThat(judge(release))
        .isInstanceOfSatisfying(
            Verdict.Pending.class,
            pending ->
                assertThat(pending.scripts())
                    .extracting(PreparedScript::path)
                    .containsExactly(paths));
  }

  private Rejected assertRefused(PreparedRelease release, RejectionReason reason) {
    Verdict verdict = judge(release);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> {
              assertThat(refused.outcome().reason()).isEqualTo(reason);
              assertThat(refused.outcome().message()).contains("expected").contains("but");
            });
    return ((Verdict.Refused) verdict).outcome();
  }

  @Test
  void all_is_pending_on_an_empty_history() {
    assertPending(THREE, "V1__step_1.sql", "V2__step_2.sql", "V3__step_3.sql");
  }

  @Test
  void nothing_is_pending_when_all_ran() {
    ran(1).ran(2).ran(3);

    assertThat(judge(THREE)).isEqualTo(new Verdict.Current(new SchemaVersion("3")));
  }

  @Test
  void what_a_schema_marker_says_changes_nothing() {
    marker(null, "SCHEMA").ran(1);

    assertPending(THREE, "V2__step_2.sql", "V3__step_3.sql");
  }

  @Test
  void versions_up_to_the_baseline_are_neither_pending_nor_missing_nor_compared() {
    marker("2", "BASELINE");

    assertPending(THREE, "V3__step_3.sql");
  }

  @Test
  void a_baseline_above_the_release_is_a_tenant_ahead() {
    marker("9", "BASELINE");

    assertRefused(THREE, RejectionReason.TENANT_AHEAD);
  }

  @Test
  void an_applied_version_above_the_head_is_a_tenant_ahead() {
    ran(1).ran(2).ran(3).ran(4);

    assertThat(assertRefused(THREE, RejectionReason.TENANT_AHEAD).message())
        .contains("at or below version 3")
        .contains("stands at 4");
  }

  @Test
  void an_applied_version_that_the_release_lost_is_missing() {
    ran(1).row("1.5", "select 1;", "SQL", true).ran(2);

    assertRefused(THREE, RejectionReason.MISSING_MIGRATION);
  }

  @Test
  void a_repair_that_marked_a_version_deleted_takes_it_out_of_the_history() {
    ran(1).row("1.5", "select 1;", "SQL", true).ran(2).marker("1.5", "DELETE");

    assertPending(THREE, "V3__step_3.sql");
  }

  @Test
  void another_checksum_is_an_edited_script() {
    row("1", "select 'edited';", "SQL", true);

    assertThat(assertRefused(THREE, RejectionReason.EDITED_MIGRATION).message())
        .startsWith("V1__step_1.sql: expected checksum ");
  }

  @Test
  void another_description_or_type_is_an_edited_script() {
    row("1", Releases.LEDGER, "JDBC", true);
    assertThat(assertRefused(THREE, RejectionReason.EDITED_MIGRATION).message()).contains("type");

    history.clear();
    HistoryRow row = ran(1).history.getFirst();
    history.set(
        0, new HistoryRow(1, "1", "other words", "SQL", row.script(), row.checksum(), true));
    assertThat(assertRefused(THREE, RejectionReason.EDITED_MIGRATION).message())
        .contains("description");
  }

  @Test
  void a_row_of_failure_blocks_until_it_is_gone() {
    ran(1).row("2", "insert into ledger values (2);\n", "SQL", false);

    assertThat(assertRefused(THREE, RejectionReason.HALF_APPLIED).message())
        .contains("V2__step_2.sql");
  }

  @Test
  void a_gap_below_the_tenants_version_is_out_of_order_unless_the_release_allows_it() {
    ran(1).ran(3);

    assertThat(assertRefused(THREE, RejectionReason.OUT_OF_ORDER).message())
        .startsWith("V2__step_2.sql: ");
    assertPending(
        Releases.release(
            "release.yaml", "out-of-order: true\n",
            "V1__step_1.sql", Releases.LEDGER,
            "V2__step_2.sql", "insert into ledger values (2);\n",
            "V3__step_3.sql", "insert into ledger values (3);\n"),
        "V2__step_2.sql");
  }

  @Test
  void the_fence_speaks_first() {
    fence = new FenceRow("acme", new Epoch(0, 6).toLong(), "a");
    assertThat(assertRefused(THREE, RejectionReason.STALE_EPOCH).fence())
        .isEqualTo(new Epoch(0, 6));

    fence = new FenceRow("globex", 1, "a");
    assertRefused(THREE, RejectionReason.WRONG_TENANT);

    fence = new FenceRow("acme", new Epoch(0, 5).toLong(), "a");
    assertThat(judge(THREE)).isInstanceOf(Verdict.Pending.class);
  }

  @Test
  void a_repeatable_script_is_pending_when_its_last_run_had_another_text() {
    PreparedRelease views = Releases.release("R__view.sql", "select '${color}';");
    assertPending(views, "R__view.sql");

    row(null, "select 'red';", "SQL", true);
    assertThat(judge(views)).isEqualTo(new Verdict.Current(null));

    row(null, "select 'blue';", "SQL", true);
    assertPending(views, "R__view.sql");
  }

  @Test
  void a_repeatable_script_that_the_release_lost_is_missing() {
    row(null, "select 1;", "SQL", true);

    assertRefused(Releases.release("R__other.sql", "select 2;"), RejectionReason.MISSING_MIGRATION);
  }
}
