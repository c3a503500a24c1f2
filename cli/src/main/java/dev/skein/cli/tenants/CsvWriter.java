package dev.skein.cli.tenants;

import dev.skein.cli.client.TenantInfo;
import dev.skein.cli.shell.CommandFailedException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** As RFC 4180 quotes, with line feeds alone. */
final class CsvWriter implements TenantWriter {
  private final PrintStream out;

  CsvWriter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begin() {
    line("id", "shard", "database", "schema", "labels", "windows");
  }

  @Override
  public void write(TenantInfo tenant) {
    // Whoever reads CSV trims cells, and takes labels apart at semicolons.
    boolean trimmed =
        tenant.database().equals(tenant.database().strip())
            && tenant.schema().equals(tenant.schema().strip());
    if (!trimmed || !LabelText.holds(tenant.labels())) {
      throw CommandFailedException.badInput(
          "expected labels without semicolons and names without outer spaces for CSV but tenant %s"
                  .formatted(tenant.id())
              + " has others; next: use --format yaml");
    }
    line(
        tenant.id(),
        tenant.shard(),
        tenant.database(),
        tenant.schema(),
        LabelText.of(tenant.labels()),
        String.join(";", tenant.windows()));
  }

  @Override
  public void end() {}

  private void line(String... cells) {
    String line = Arrays.stream(cells).map(CsvWriter::quoted).collect(Collectors.joining(","));
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }
}
