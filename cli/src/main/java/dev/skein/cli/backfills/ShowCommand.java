package dev.skein.cli.backfills;

import dev.skein.cli.client.BackfillInfo;
import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.Query;
import dev.skein.cli.client.TenantBackfill;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.lists.ListOptions;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import dev.skein.cli.shell.Texts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Show a backfill, tenant by tenant; with --json, the tenants.",
    footer = {
      "",
      "Examples:",
      "  skein backfills show orders-plan",
      "  skein backfills show orders-plan --state failed"
    })
final class ShowCommand implements Runnable {
  private final Shell shell;

  @Parameters(paramLabel = "BACKFILL", description = "A backfill's name.")
  private String name = "";

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only tenants that are pending, running, paused, done or failed.")
  private @Nullable String state;

  @Mixin private final ListOptions part = new ListOptions();

  ShowCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    BackfillInfo backfill = client.backfill(name);
    if (!shell.json()) {
      shell
          .out()
          .printf(
              "backfill %s of release %s: %s%n",
              backfill.name(), backfill.release(), backfill.sentence());
      if (backfill.paused()) {
        shell
            .out()
            .printf("paused as a whole: %s; skein backfills resume %s%n", why(backfill), name);
      }
      shell.out().println();
    }
    Table table = new Table("TENANT", "SHARD", "STATE", "BATCHES", "ROWS", "UPDATED", "WHY");
    part.print(
        shell,
        (after, limit) ->
            client.rawPage(
                new Query().with("state", state), after, limit, "backfills", name, "tenants"),
        TenantBackfill.class,
        table,
        tenant ->
            table.row(
                tenant.tenant(),
                tenant.shard(),
                tenant.state(),
                String.valueOf(tenant.batches()),
                String.valueOf(tenant.rows()),
                Texts.time(tenant.updatedAt()),
                tenant.note() == null ? "-" : tenant.note()));
  }

  private static String why(BackfillInfo backfill) {
    return backfill.reason().isEmpty() ? "no reason was given" : Texts.line(backfill.reason());
  }
}
