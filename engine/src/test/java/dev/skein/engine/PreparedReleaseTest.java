package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.contracts.id.SchemaVersion;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class PreparedReleaseTest {

  @Test
  void scripts_are_in_order_and_summed_as_flyway_does() {
    PreparedRelease release =
        Releases.release(
            "V10__b.sql", "select 1;\n", "V2__a.sql", "select 1;\r\n", "R__r.sql", "select 1;");

    assertThat(release.versioned())
        .extracting(PreparedScript::path)
        .containsExactly("V2__a.sql", "V10__b.sql");
    assertThat(release.head()).contains(new SchemaVersion("10"));
    // Flyway sums lines without their ends.
    CRC32 crc = new CRC32();
    crc.update("select 1;".getBytes(StandardCharsets.UTF_8));
    assertThat(release.versioned())
        .extracting(PreparedScript::checksum)
        .containsOnly((int) crc.getValue());
  }

  @Test
  void flyway_sees_the_releases_own_scripts_and_settings_and_nothing_else() {
    ReleaseResources resources =
        Releases.release(
                "V1__a.sql", "select 1;",
                "V1__a.sql.conf", "executeInTransaction=false\n",
                "U1__a.sql", "select 2;",
                "R__r.sql", "select 3;")
            .resources();

    assertThat(resources.getResources("", new String[] {""}))
        .extracting(resource -> resource.getRelativePath())
        .containsExactly("V1__a.sql", "R__r.sql");
    assertThat(resources.getResources("V", new String[] {".sql"})).hasSize(1);
    assertThat(resources.getResources("beforeMigrate", new String[] {".sql", ".sh"})).isEmpty();
    assertThat(resources.getResource("V1__a.sql.conf")).isNotNull();
    assertThat(resources.getResource("/etc/passwd")).isNull();
    assertThat(resources.getResource("U1__a.sql")).isNull();
  }

  @Test
  void copy_data_without_its_end_is_refused_since_flyway_would_look_for_it_for_ever() {
    assertThatThrownBy(() -> Releases.release("V1__c.sql", "COPY t (a)\n FROM STDIN;\n1\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("V1__c.sql: expected COPY");
    assertThat(Releases.release("V1__c.sql", "COPY t FROM STDIN;\n1\n\\.\n").versioned())
        .hasSize(1);
  }
}
