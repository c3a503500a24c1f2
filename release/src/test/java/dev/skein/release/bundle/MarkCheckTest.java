package dev.skein.release.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkCheckTest {
  @TempDir private Path temp;
  private Folder folder;

  @BeforeEach
  void twoVersions() {
    folder = new Folder(temp).with("V1__a.sql", "select 1;").with("V2__b.sql", "select 2;");
  }

  @Test
  void aCompensationNamesAMigrationBelowIt() {
    folder.with("V2.0.1__undo_2.sql", "-- skein: compensates 2, lossy\nselect -2;");

    assertThat(folder.read().versioned()).hasSize(3);
  }

  @Test
  void aCompensationOfNothingIsRefused() {
    folder.with("V3__undo.sql", "-- skein: compensates 7, lossy\nselect -7;");
    folder.with("V4__undo.sql", "-- skein: compensates 4, lossy\nselect -4;");

    assertThat(folder.problems())
        .containsExactly(
            "V3__undo.sql: expected a lower version 7 that it compensates but there is none",
            "V4__undo.sql: expected a lower version 4 that it compensates but there is none");
  }

  @Test
  void aMigrationIsCompensatedOnceAndForAll() {
    folder.with("V3__undo.sql", "-- skein: compensates 2, lossy\nselect -2;");
    folder.with("V4__again.sql", "-- skein: compensates 2, lossy\nselect -2;");
    folder.with("V5__undo_undo.sql", "-- skein: compensates 3, lossy\nselect 2;");

    assertThat(folder.problems())
        .containsExactly(
            "V4__again.sql: expected version 2 to be compensated once but V3__undo.sql does so too",
            "V5__undo_undo.sql: expected to compensate a migration but V3__undo.sql is itself a"
                + " compensation; bring back in a new version what it took away");
  }

  @Test
  void aMarkThatCannotBeReadNamesItsScript() {
    folder.with("U2__b.sql", "-- skein: undo, loss-free\nselect -2;");

    assertThat(folder.problems())
        .containsExactly(
            "U2__b.sql, line 1: expected -- skein: undo, lossless (or lossy, or irreversible) but"
                + " got \"-- skein: undo, loss-free\"");
  }

  @Test
  void anUndoOfARepeatableNamesOneThatIsThere() {
    folder.with("R__my_view.sql", "select 1;").with("U__my_view.sql", "select 2;");
    assertThat(folder.read().undos()).singleElement().hasToString("U__my_view.sql");

    folder.with("U__other_view.sql", "select 2;");
    assertThat(folder.problems())
        .containsExactly(
            "U__other_view.sql: expected a repeatable script \"other view\" that it undoes but"
                + " there is none");
  }
}
