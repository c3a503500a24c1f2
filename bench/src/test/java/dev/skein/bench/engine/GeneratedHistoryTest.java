package dev.skein.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.script.ScriptKind;
import dev.skein.release.script.ScriptName;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratedHistoryTest {
  @Test
  void theSameNumberGivesTheSameScripts() {
    assertThat(GeneratedHistory.versions(50)).isEqualTo(GeneratedHistory.versions(50));
  }

  @Test
  void aLongerHistoryStartsAsAShorterOne() {
    List<Script> longer = GeneratedHistory.versions(300);
    assertThat(longer.subList(0, 7)).isEqualTo(GeneratedHistory.versions(7));
    assertThat(GeneratedHistory.versions(300, 4).subList(0, 300)).isEqualTo(longer);
  }

  @Test
  void everyNameIsAVersionedMigrationOfItsNumber() {
    List<Script> scripts = GeneratedHistory.versions(300, 4);
    assertThat(scripts).hasSize(304);
    for (int i = 0; i < scripts.size(); i++) {
      ScriptName name = ScriptName.parse(scripts.get(i).fileName());
      assertThat(name.kind()).isEqualTo(ScriptKind.VERSIONED);
      assertThat(name.version()).isEqualTo(new SchemaVersion(String.valueOf(i + 1)));
      assertThat(name.description()).isNotBlank();
    }
  }

  @Test
  void everyTableIsMadeOnce() {
    List<String> made =
        GeneratedHistory.versions(600).stream()
            .map(script -> script.statements().getFirst())
            .filter(sql -> sql.startsWith("create table "))
            .map(sql -> sql.substring(0, sql.indexOf('(')))
            .toList();
    assertThat(made).hasSize(100).doesNotHaveDuplicates();
    assertThat(GeneratedHistory.tables(GeneratedHistory.versions(600))).isEqualTo(100);
  }

  @Test
  void whatRoundsTakeOneByOneIsAlike() {
    List<Script> more = GeneratedHistory.versions(10, 200).subList(10, 210);
    assertThat(more).extracting(script -> script.statements().size()).containsOnly(3);
    assertThat(more.stream().map(script -> script.sql().replaceAll("\\w+_\\d+", "x")))
        .containsOnly(more.getFirst().sql().replaceAll("\\w+_\\d+", "x"));
  }

  @Test
  void noTableGrowsWithThePasses() {
    List<String> changed =
        GeneratedHistory.versions(10, 200).subList(10, 210).stream()
            .map(script -> script.statements().getLast())
            .map(sql -> sql.substring(0, sql.indexOf(" add column")))
            .toList();
    assertThat(changed).hasSize(200).doesNotHaveDuplicates();
  }

  @Test
  void aScriptIsItsStatementsAgain() {
    String sql = "select 1;\nselect\n  2;\n";
    Script script = Script.of(1, "two", sql);
    assertThat(script.statements()).containsExactly("select 1", "select\n  2");
    assertThat(script.sql()).isEqualTo(sql);
  }
}
