package dev.skein.cli.rollouts;

import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.SurveyRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which tenants a rollout is for, and what their scripts are told. */
public final class TargetOptions {
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

  @Option(names = "--environment", paramLabel = "NAME", description = "Selects the seeds.")
  private @Nullable String environment;

  @Option(
      names = "--placeholder",
      paramLabel = "NAME=VALUE",
      description = "A value for the scripts, over the release's own.")
  private Map<String, String> placeholders = new LinkedHashMap<>();

  /** Whether any of them was given. */
  public boolean given() {
    return !tenants.isEmpty()
        || !shards.isEmpty()
        || !labels.isEmpty()
        || environment != null
        || !placeholders.isEmpty();
  }

  /** The request for a rollout of a release by the standard policy. */
  public RolloutRequest request(String release) {
    return new RolloutRequest(release, null, tenants, shards, labels, environment, placeholders);
  }

  /**
   * The same tenants asked something.
   *
   * @param release null where none is asked about
   */
  public SurveyRequest survey(String kind, @Nullable String release, List<String> facts) {
    return new SurveyRequest(
        kind, release, tenants, shards, labels, environment, placeholders, facts);
  }
}
