package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.ReleaseName;
import dev.skein.engine.Pipeline.Row;
import dev.skein.release.bundle.ReleaseBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.core.Tuple;

class HistoryChecksTest {
  private PreparedRelease release;

  @BeforeEach
  void prepare(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("V1__one.sql"), "create table one (id int);\n");
    Files.writeString(folder.resolve("V2__two.sql"), "create table two (id int);\n");
    release = PreparedRelease.of(ReleaseBundle.fromFolder(folder, new ReleaseName("x")));
  }

  private Row row(int version, int checksum) {
    String[] columns = {
      String.valueOf(version),
      String.valueOf(version),
      version == 1 ? "one" : "two",
      "SQL",
      version == 1 ? "V1__one.sql" : "V2__two.sql",
      String.valueOf(checksum),
      "t"
    };
    byte[][] bytes = new byte[columns.length][];
    for (int i = 0; i < columns.length; i++) {
      bytes[i] = columns[i].getBytes(StandardCharsets.UTF_8);
    }
    return new Row(new Tuple(bytes));
  }

  private int checksum(int version) {
    return release.versioned().get(version - 1).checksum();
  }

  private List<Row> whole() {
    return List.of(row(1, checksum(1)), row(2, checksum(2)));
  }

  @Test
  void the_same_rows_of_another_tenant_are_recognised() {
    HistoryChecks histories = release.histories();
    List<HistoryRow> first = histories.rows(whole());
    assertThat(histories.rows(whole())).isSameAs(first);
    assertThat(histories.check(first)).isSameAs(histories.check(first));
    assertThat(histories.check(first).refusal()).isEmpty();
    assertThat(histories.check(first).pendingVersions()).isEmpty();
  }

  @Test
  void a_row_that_differs_in_one_value_is_judged_by_itself() {
    HistoryChecks histories = release.histories();
    histories.rows(whole());
    for (List<Row> edited :
        List.of(
            List.of(row(1, checksum(1) + 1), row(2, checksum(2))),
            List.of(row(1, checksum(1)), row(2, checksum(2) + 1)))) {
      assertThat(histories.check(histories.rows(edited)).refusal()).isPresent();
    }
    assertThat(histories.check(histories.rows(whole())).refusal()).isEmpty();
  }

  @Test
  void a_history_that_ends_earlier_has_the_rest_pending() {
    HistoryChecks histories = release.histories();
    histories.rows(whole());
    List<HistoryRow> short1 = histories.rows(List.of(row(1, checksum(1))));
    assertThat(histories.check(short1).pendingVersions())
        .containsExactly(release.versioned().getLast());
    assertThat(histories.check(histories.rows(List.of())).pendingVersions()).hasSize(2);
  }

  @Test
  void a_value_that_is_missing_is_not_an_empty_one() {
    byte[][] empty = {{}, null};
    byte[][] missing = {null, null};
    assertThat(new Row(new Tuple(empty)).isSame(new Row(new Tuple(missing)))).isFalse();
    assertThat(new Row(new Tuple(missing)).isSame(new Row(new Tuple(missing)))).isTrue();
  }

  @Test
  void what_was_met_long_ago_is_judged_anew_and_alike() {
    HistoryChecks histories = release.histories();
    List<HistoryRow> first = histories.rows(whole());
    List<List<HistoryRow>> others = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      others.add(histories.rows(List.of(row(1, i))));
    }
    assertThat(histories.rows(whole())).isEqualTo(first).isNotSameAs(first);
    assertThat(histories.check(others.getFirst()).refusal()).isPresent();
  }
}
