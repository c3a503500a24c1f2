package dev.skein.cli.tenants;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.Query;
import dev.skein.cli.client.TenantInfo;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.lists.ListOptions;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import dev.skein.cli.shell.Texts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    description = "List tenants, by id.",
    footer = {
      "",
      "Examples:",
      "  skein tenants list --shard eu-1 --label tier=gold",
      "  skein tenants list --all --json"
    })
final class ListCommand implements Runnable {
  private final Shell shell;

  @Mixin private final FilterOptions filter = new FilterOptions();

  @Mixin private final ListOptions list = new ListOptions();

  ListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    Query query = new Query().with("shard", filter.shard()).labels(filter.labels());
    Table table =
        new Table(
            "ID",
            "SHARD",
            "DATABASE",
            "SCHEMA",
            "VERSION",
            "RELEASE",
            "STATUS",
            "UPDATED",
            "LABELS");
    list.print(
        shell,
        (after, limit) -> client.rawPage(query, after, limit, "tenants"),
        TenantInfo.class,
        table,
        tenant -> row(table, tenant));
  }

  private static void row(Table table, TenantInfo tenant) {
    table.row(
        tenant.id(),
        tenant.shard(),
        tenant.database(),
        tenant.schema(),
        Texts.line(tenant.version()),
        Texts.line(tenant.release()),
        tenant.status(),
        Texts.time(tenant.updatedAt()),
        LabelText.of(tenant.labels()));
  }
}
