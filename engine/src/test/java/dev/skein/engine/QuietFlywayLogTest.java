package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.ReleaseName;
import dev.skein.release.bundle.ReleaseBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.api.logging.LogFactory;
import org.flywaydb.core.internal.logging.EvolvingLog;
import org.flywaydb.core.internal.logging.buffered.BufferedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuietFlywayLogTest {

  @Test
  void whatFlywayWouldLogOfAReleaseIsNotKept(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("V1__a.sql"), "create table a (x int);");

    PreparedRelease.of(ReleaseBundle.fromFolder(folder, new ReleaseName("quiet")));

    assertThat(LogFactory.getLog(QuietFlywayLogTest.class))
        .isInstanceOfSatisfying(
            EvolvingLog.class, log -> assertThat(log.getLog()).isNotInstanceOf(BufferedLog.class));
  }
}
