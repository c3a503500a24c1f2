package dev.skein.cli.rollouts;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.Query;
import dev.skein.cli.client.TenantProgress;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.lists.ListOptions;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import dev.skein.cli.shell.Texts;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "tenants",
    description = "List the tenants of a rollout.",
    footer = {"", "Example:", "  skein rollout tenants r7-kqzt --state FAILED_CLEAN"})
final class TenantsCommand implements Runnable {
  private final Shell shell;

  @Parameters(
      paramLabel = "ROLLOUT",
      arity = "0..1",
      defaultValue = "latest",
      description = "A rollout's id (${DEFAULT-VALUE}).")
  private String rollout = "latest";

  @Option(names = "--state", paramLabel = "STATE", description = "Only tenants in this state.")
  private @Nullable String state;

  @Option(names = "--shard", paramLabel = "SHARD", description = "Only tenants on this shard.")
  private @Nullable String shard;

  @Mixin private final ListOptions list = new ListOptions();

  TenantsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    Query query = new Query().with("state", state).with("shard", shard);
    Table table = new Table("TENANT", "SHARD", "WAVE", "STATE", "ATTEMPTS", "UPDATED", "CAUSE");
    list.print(
        shell,
        (after, limit) -> client.rawPage(query, after, limit, "rollouts", rollout, "tenants"),
        TenantProgress.class,
        table,
        tenant -> row(table, tenant));
  }

  private static void row(Table table, TenantProgress tenant) {
    table.row(
        tenant.tenant(),
        tenant.shard(),
        tenant.wave() == 0 ? "canary" : String.valueOf(tenant.wave()),
        tenant.state(),
        String.valueOf(tenant.attempts()),
        Texts.time(tenant.updatedAt()),
        Stream.of(tenant.sqlState(), tenant.script(), tenant.message())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" ")));
  }
}
