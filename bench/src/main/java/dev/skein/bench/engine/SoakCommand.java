package dev.skein.bench.engine;

import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proves the engine's promises over many tenants, some of which fail. */
@Command(
    name = "soak",
    description = {
      "Bring a release to many tenants, some of which are made to fail, and look at each of them:"
          + " nothing lost, nothing twice, nobody else touched. Then mend the cause, run again and"
          + " look again. Exits with 2 when anything is wrong.",
      "",
      "Without --url on an embedded PostgreSQL, which needs about 8 MB of disk a database."
    },
    footer = {
      "",
      "Examples:",
      "  skein bench soak",
      "  skein bench soak --tenants 100 --versions 5 --failing-percent 10",
      "  skein bench soak --schemas --tenants 10000 --versions 3 --threads 8 --json"
    })
public final class SoakCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(
      names = "--tenants",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Tenants (${DEFAULT-VALUE}).")
  private int tenants;

  @Option(
      names = "--versions",
      paramLabel = "N",
      defaultValue = "20",
      description = "Migrations in the release (${DEFAULT-VALUE}).")
  private int versions;

  @Option(
      names = "--failing-percent",
      paramLabel = "P",
      defaultValue = "1",
      description = "Tenants where a script fails at first, in percent (${DEFAULT-VALUE}).")
  private double failingPercent;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "4",
      description = "Tenants at a time (${DEFAULT-VALUE}).")
  private int threads;

  @Option(names = "--schemas", description = "Tenants are schemas of one database.")
  private boolean schemas;

  @Mixin private ServerOptions options = new ServerOptions();

  public SoakCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    SoakPlan plan = new SoakPlan(tenants, versions, failingPercent, threads, schemas);
    try (BenchServer server = options.server(shell)) {
      SoakReport report = new Soak(server, plan, shell.err()).run();
      if (shell.json()) {
        JsonOutput.print(shell.out(), report);
      } else {
        shell.out().print(report.text());
      }
      return report.wrong().isEmpty() ? 0 : ExitCode.ROLLOUT_FAILED.number();
    }
  }
}
