package dev.skein.bench.figures;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What figures depend on, in one line. */
public final class Machine {
  private Machine() {}

  /**
   * @param connection to the server that is named beside the machine
   */
  public static String describe(Connection connection) throws SQLException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery("show server_version")) {
      row.next();
      return "%d cores, %d GiB, %s %s, Java %s, PostgreSQL %s"
          .formatted(
              Runtime.getRuntime().availableProcessors(),
              Math.round(system.getTotalMemorySize() / (double) (1L << 30)),
              System.getProperty("os.name"),
              System.getProperty("os.arch"),
              Runtime.version().feature(),
              row.getString(1));
    }
  }
}
