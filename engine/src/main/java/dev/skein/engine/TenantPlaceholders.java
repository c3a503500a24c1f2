package dev.skein.engine;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.parser.PlaceholderReplacingReader;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;

/** What a tenant's scripts say once placeholders are replaced, and what follows for checksums. */
final class TenantPlaceholders {
  private final Map<String, String> placeholders;

  /**
   * Takes all placeholders of a request, and adds Flyway's own.
   *
   * @param now what a script that names {@code ${flyway:timestamp}} sees, so that it always runs
   */
  TenantPlaceholders(Map<String, String> placeholders, TenantAddress address, Instant now) {
    Map<String, String> all = new HashMap<>(placeholders);
    all.put("flyway:defaultSchema", address.schema());
    all.put("flyway:user", address.username());
    all.put("flyway:database", address.database());
    all.put("flyway:table", TenantTables.HISTORY);
    all.put("flyway:environment", "default");
    all.put("flyway:workingDirectory", System.getProperty("user.dir", ""));
    all.put("flyway:timestamp", now.toString());
    this.placeholders = Map.copyOf(all);
  }

  /**
   * The checksums by which Flyway takes a repeatable script for unchanged: of its text after
   * placeholders were replaced for this tenant, and of its text as it is. An unknown placeholder is
   * a {@code FlywayException} that names it.
   */
  Set<Integer> accepted(PreparedScript script) {
    int checksum = checksum(script);
    return checksum == script.checksum() ? Set.of(checksum) : Set.of(checksum, script.checksum());
  }

  /** What the history says of a script: placeholders count in a repeatable one alone. */
  int checksum(PreparedScript script) {
    return script.version() == null && script.hasPlaceholders()
        ? ChecksumCalculator.calculate(replaced(script))
        : script.checksum();
  }

  /** What is sent. An unknown placeholder is a {@code FlywayException} that names it. */
  String text(PreparedScript script) {
    if (!script.hasPlaceholders()) {
      return script.text();
    }
    try (Reader reader = replaced(script).read()) {
      StringWriter text = new StringWriter();
      reader.transferTo(text);
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LoadableResource replaced(PreparedScript script) {
    Map<String, String> all = new HashMap<>(placeholders);
    all.put("flyway:filename", script.fileName());
    return new TextResource(script.path(), "") {
      @Override
      public Reader read() {
        return new PlaceholderReplacingReader("${", "}", ":", all, new StringReader(script.text()));
      }
    };
  }
}
