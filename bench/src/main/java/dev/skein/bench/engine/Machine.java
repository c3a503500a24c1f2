package dev.skein.bench.engine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What figures depend on, in one line. */
final class Machine {
  private Machine() {}

  static String describe(ServerLogin login) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return "%d cores, %d GiB, %s %s, Java %s, PostgreSQL %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            Math.round(system.getTotalMemorySize() / (double) (1L << 30)),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.version().feature(),
            postgres(login));
  }

  private static String postgres(ServerLogin login) {
    try (Connection connection = login.connect();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("show server_version")) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw ServerTrouble.of("cannot ask for the version", e);
    }
  }
}
