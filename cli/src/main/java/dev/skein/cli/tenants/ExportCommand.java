package dev.skein.cli.tenants;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.Page;
import dev.skein.cli.client.TenantInfo;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "export",
    description = "Write tenants in a form that import reads back; --json is --format json.",
    footer = {
      "",
      "Examples:",
      "  skein tenants export > tenants.csv",
      "  skein tenants export --format yaml --label tier=gold"
    })
final class ExportCommand implements Runnable {
  private final Shell shell;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Format format = Format.csv;

  @Mixin private final FilterOptions filter = new FilterOptions();

  ExportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    TenantWriter writer = TenantWriter.of(shell.json() ? Format.json : format, shell.out());
    writer.begin();
    String after = null;
    do {
      Page<TenantInfo> page =
          client.tenants(filter.shard(), filter.labels(), after, CoordinatorClient.PAGE);
      page.items().forEach(writer::write);
      after = page.next();
      // A reader that went away needs no more pages.
    } while (after != null && !shell.out().checkError());
    writer.end();
  }
}
