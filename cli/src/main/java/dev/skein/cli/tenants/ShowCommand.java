package dev.skein.cli.tenants;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.HistoryEntry;
import dev.skein.cli.client.TenantBackfill;
import dev.skein.cli.client.TenantDrift;
import dev.skein.cli.client.TenantInfo;
import dev.skein.cli.client.TimelineEntry;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.drift.DriftLines;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import dev.skein.cli.shell.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "show",
    description = "Show one tenant, all its rollouts and baselines, and its attempts.",
    footer = {"", "Example:", "  skein tenants show acme"})
final class ShowCommand implements Runnable {
  private final Shell shell;

  @Parameters(paramLabel = "TENANT", description = "A tenant's id.")
  private String id = "";

  ShowCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    if (shell.json()) {
      ObjectNode tenant = (ObjectNode) client.raw("tenants", id);
      tenant.set("timeline", client.raw("tenants", id, "timeline").path("items"));
      tenant.set("history", client.raw("tenants", id, "history").path("items"));
      tenant.set("drift", client.raw("tenants", id, "drift").path("items").path(0));
      tenant.set("backfills", client.raw("tenants", id, "backfills").path("items"));
      JsonOutput.print(shell.out(), tenant);
      return;
    }
    describe(client.tenant(id));
    client.tenantDrift(id).ifPresent(this::fingerprint);
    client.tenantBackfills(id).forEach(this::backfill);
    history(client.history(id));
    List<TimelineEntry> timeline = client.timeline(id);
    if (timeline.isEmpty()) {
      shell.out().println("no attempts yet");
      return;
    }
    Table table = new Table("DISPATCHED", "ROLLOUT", "RELEASE", "NO", "WORKER", "TOOK", "OUTCOME");
    timeline.forEach(entry -> row(table, entry));
    shell.out().println();
    table.print(shell);
  }

  private void describe(TenantInfo tenant) {
    line("tenant", tenant.id());
    line("shard", tenant.shard());
    line("database", tenant.database());
    line("schema", tenant.schema());
    line("labels", LabelText.of(tenant.labels()));
    line("version", tenant.version());
    line("release", tenant.release());
    line("rollout", tenant.rollout());
    line("status", tenant.status());
    line("updated", Texts.time(tenant.updatedAt()));
    if (!tenant.windows().isEmpty()) {
      line("windows", String.join("; ", tenant.windows()));
    }
    if (tenant.pin() != null) {
      line("pinned", "not above version " + tenant.pin());
    }
    if (tenant.quarantined() != null) {
      line("quarantine", tenant.quarantined().isEmpty() ? "yes" : tenant.quarantined());
    }
    if (tenant.behind() != null) {
      line("behind", "it joined and is not brought up yet, since " + tenant.behind());
    }
  }

  private void fingerprint(TenantDrift seen) {
    line(
        "schema is",
        "%s at version %s, read %s"
            .formatted(seen.fingerprint(), seen.version(), Texts.time(seen.seenAt())));
    if (seen.odd() != null) {
      line("drift", "it was not as the others of its version");
      new DriftLines(shell).differences("  ", seen.like(), seen.odd());
    }
  }

  /** What is done is no news. */
  private void backfill(TenantBackfill backfill) {
    if (!backfill.state().equals("done")) {
      line(
          "backfill",
          "%s is %s, %d rows in %d batches%s"
              .formatted(
                  backfill.name(),
                  backfill.state(),
                  backfill.rows(),
                  backfill.batches(),
                  backfill.note() == null ? "" : ": " + backfill.note()));
    }
  }

  private void history(List<HistoryEntry> history) {
    if (history.isEmpty()) {
      return;
    }
    Table table =
        new Table("STARTED", "WHAT", "ID", "RELEASE", "VERSION", "WAVE", "STATE", "SINCE", "WHY");
    for (HistoryEntry entry : history) {
      Integer wave = entry.wave();
      table.row(
          Texts.time(entry.startedAt()),
          entry.what(),
          entry.id(),
          entry.release() == null ? "-" : entry.release(),
          entry.version() == null ? "-" : entry.version(),
          wave == null ? "-" : wave == 0 ? "canary" : String.valueOf(wave),
          entry.state(),
          entry.updatedAt() == null ? "-" : Texts.time(entry.updatedAt()),
          entry.why() == null ? "-" : entry.why());
    }
    shell.out().println();
    table.print(shell);
  }

  private void line(String what, @Nullable String value) {
    String shown = Texts.line(value);
    shell.out().printf("%-10s %s%n", what, shown.isEmpty() ? "-" : shown);
  }

  private static void row(Table table, TimelineEntry entry) {
    Long took = entry.tookMillis();
    table.row(
        Texts.time(entry.dispatchedAt()),
        entry.rollout(),
        Texts.line(entry.release()),
        String.valueOf(entry.number()),
        Texts.line(entry.worker()),
        took == null ? "" : Texts.took(Duration.ofMillis(took)),
        entry.backup() == null ? outcome(entry) : outcome(entry) + "; backup " + entry.backup());
  }

  /** The kind of outcome and what it says, or how far the attempt is. */
  private static String outcome(TimelineEntry entry) {
    Map<String, Object> outcome = entry.outcome();
    if (outcome == null) {
      return entry.startedAt() != null
          ? "running"
          : entry.acceptedAt() != null ? "accepted" : "sent";
    }
    return Stream.of("kind", "reason", "sqlState", "script", "to", "version", "message")
        .map(outcome::get)
        .filter(Objects::nonNull)
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }
}
