package dev.skein.cli.tenants;

import dev.skein.cli.client.TenantInfo;
import dev.skein.cli.shell.JsonOutput;
import java.io.PrintStream;

/** A YAML list whose texts are quoted as in JSON, which YAML reads alike: no id turns a number. */
final class YamlWriter implements TenantWriter {
  private final PrintStream out;
  private boolean empty = true;

  YamlWriter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begin() {}

  @Override
  public void write(TenantInfo tenant) {
    empty = false;
    TenantRow row = TenantRow.of(tenant);
    field("- id: ", row.id());
    field("  shard: ", row.shard());
    field("  database: ", row.database());
    field("  schema: ", row.schema());
    field("  labels: ", row.labels());
    field("  windows: ", row.windows());
  }

  @Override
  public void end() {
    if (empty) {
      out.print("[]\n");
    }
  }

  private void field(String name, Object value) {
    out.print(name);
    JsonOutput.write(out, value);
    out.print('\n');
  }
}
