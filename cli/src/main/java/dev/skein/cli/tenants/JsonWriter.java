package dev.skein.cli.tenants;

import dev.skein.cli.client.TenantInfo;
import dev.skein.cli.shell.JsonOutput;
import java.io.PrintStream;

/** One JSON array, a tenant a line. */
final class JsonWriter implements TenantWriter {
  private final PrintStream out;
  private boolean first = true;

  JsonWriter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begin() {
    out.print('[');
  }

  @Override
  public void write(TenantInfo tenant) {
    out.print(first ? "\n" : ",\n");
    first = false;
    JsonOutput.write(out, TenantRow.of(tenant));
  }

  @Override
  public void end() {
    out.print(first ? "]\n" : "\n]\n");
  }
}
