package dev.skein.cli.releases;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.Query;
import dev.skein.cli.client.ReleaseInfo;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.lists.ListOptions;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import dev.skein.cli.shell.Texts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    description = "List releases, the newest first.",
    footer = {"", "Example:", "  skein releases list --limit 5"})
final class ListCommand implements Runnable {
  private final Shell shell;

  @Mixin private final ListOptions list = new ListOptions();

  ListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    Table table = new Table("NAME", "DIGEST", "HEAD", "SCRIPTS", "SIZE", "PUBLISHED");
    list.print(
        shell,
        (after, limit) -> client.rawPage(new Query(), after, limit, "releases"),
        ReleaseInfo.class,
        table,
        release -> row(table, release));
  }

  private static void row(Table table, ReleaseInfo release) {
    table.row(
        release.name(),
        ReleaseLines.digest(release.digest()),
        release.head() == null ? "" : release.head(),
        String.valueOf(release.scripts()),
        Texts.bytes(release.bytes()),
        Texts.time(release.publishedAt()));
  }
}
