package dev.skein.cli.tenants;

import dev.skein.cli.client.TenantInfo;
import java.io.PrintStream;

/** Writes tenants one by one, always in UTF-8. */
interface TenantWriter {
  static TenantWriter of(Format format, PrintStream out) {
    return switch (format) {
      case csv -> new CsvWriter(out);
      case yaml -> new YamlWriter(out);
      case json -> new JsonWriter(out);
    };
  }

  void begin();

  void write(TenantInfo tenant);

  void end();
}
