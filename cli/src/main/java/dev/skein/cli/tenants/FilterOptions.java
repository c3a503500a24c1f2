package dev.skein.cli.tenants;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which tenants. */
final class FilterOptions {
  @Option(names = "--shard", paramLabel = "SHARD", description = "Only tenants on this shard.")
  private @Nullable String shard;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "Only tenants with all of these labels.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Nullable String shard() {
    return shard;
  }

  Map<String, String> labels() {
    return labels;
  }
}
