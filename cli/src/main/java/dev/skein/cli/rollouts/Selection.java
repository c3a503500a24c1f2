package dev.skein.cli.rollouts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which tenants a command is about; all when nothing is given. */
public final class Selection {
  @Option(
      names = "--tenants",
      paramLabel = "ID",
      split = ",",
      description = "Only these tenants, separated by commas.")
  private List<String> tenants = new ArrayList<>();

  @Option(
      names = "--shard",
      paramLabel = "SHARD",
      split = ",",
      description = "Only tenants on these shards.")
  private List<String> shards = new ArrayList<>();

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "Only tenants with all of these labels.")
  private Map<String, String> labels = new LinkedHashMap<>();

  public List<String> tenants() {
    return List.copyOf(tenants);
  }

  public List<String> shards() {
    return List.copyOf(shards);
  }

  public Map<String, String> labels() {
    return Map.copyOf(labels);
  }

  /** Whether any of them was given. */
  public boolean given() {
    return !tenants.isEmpty() || !shards.isEmpty() || !labels.isEmpty();
  }
}
