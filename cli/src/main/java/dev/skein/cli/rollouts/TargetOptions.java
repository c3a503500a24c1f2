package dev.skein.cli.rollouts;

import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.SurveyRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which tenants a rollout is for, and what their scripts are told. */
public final class TargetOptions {
  @Mixin private final Selection selection = new Selection();

  @Option(names = "--environment", paramLabel = "NAME", description = "Selects the seeds.")
  private @Nullable String environment;

  @Option(
      names = "--placeholder",
      paramLabel = "NAME=VALUE",
      description = "A value for the scripts, over the release's own.")
  private Map<String, String> placeholders = new LinkedHashMap<>();

  /** Whether any of them was given. */
  public boolean given() {
    return selection.given() || environment != null || !placeholders.isEmpty();
  }

  /** The request for a rollout of a release by the standard policy. */
  public RolloutRequest request(String release) {
    return new RolloutRequest(
        release,
        null,
        selection.tenants(),
        selection.shards(),
        selection.labels(),
        environment,
        placeholders);
  }

  /**
   * The same tenants asked something.
   *
   * @param release null where none is asked about
   */
  public SurveyRequest survey(String kind, @Nullable String release, List<String> facts) {
    return new SurveyRequest(
        kind,
        release,
        selection.tenants(),
        selection.shards(),
        selection.labels(),
        environment,
        placeholders,
        facts);
  }
}
