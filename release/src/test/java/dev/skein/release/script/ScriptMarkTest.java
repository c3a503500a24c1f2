package dev.skein.release.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.script.ScriptMark.Compensates;
import dev.skein.release.script.ScriptMark.Undo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptMarkTest {

  @Test
  void mostScriptsSayNothing() {
    assertThat(ScriptMark.of(ScriptKind.VERSIONED, "create table t (id int);")).isEmpty();
    assertThat(ScriptMark.of(ScriptKind.UNDO, "-- takes it back\ndrop table t;")).isEmpty();
    assertThat(ScriptMark.of(ScriptKind.UNDO, "\n-- skein: undo, lossless")).isEmpty();
    assertThat(ScriptMark.of(ScriptKind.UNDO, "")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void whatIsWrittenIsRead(Loss loss) {
    Undo undo = new Undo(loss);
    Compensates version = new Compensates(new SchemaVersion("7.1"), loss, false);
    Compensates replayed = new Compensates(new SchemaVersion("7.1"), loss, true);
    Compensates repeatable = new Compensates(null, loss, false);

    assertThat(ScriptMark.of(ScriptKind.UNDO, undo.line())).contains(undo);
    assertThat(ScriptMark.of(ScriptKind.VERSIONED, version.line() + "\r\nselect 1"))
        .contains(version);
    assertThat(ScriptMark.of(ScriptKind.VERSIONED, "\uFEFF" + replayed.line())).contains(replayed);
    assertThat(ScriptMark.of(ScriptKind.REPEATABLE, repeatable.line())).contains(repeatable);
  }

  @Test
  void spacesDoNotMatter() {
    assertThat(ScriptMark.of(ScriptKind.VERSIONED, "--skein: compensates  7 ,lossy "))
        .contains(new Compensates(new SchemaVersion("7"), Loss.LOSSY, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "undo", "undo, lossles", "undo, lossy, x", "compensates 7, lossy"})
  void anUndoThatSaysSomethingElseIsRefused(String body) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScriptMark.of(ScriptKind.UNDO, "-- skein: " + body))
        .withMessageStartingWith("line 1: expected -- skein: undo, lossless")
        .withMessageEndingWith("but got \"-- skein: %s\"", body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "VERSIONED;undo, lossless",
        "VERSIONED;compensates R, lossless",
        "VERSIONED;compensates 7",
        "VERSIONED;compensates x, lossy",
        "VERSIONED;compensates 7, lossy, later",
        "REPEATABLE;compensates 7, lossy"
      })
  void aCompensationThatSaysSomethingElseIsRefused(ScriptKind kind, String body) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScriptMark.of(kind, "-- skein: " + body))
        .withMessageStartingWith("line 1: expected -- skein: compensates");
  }
}
