package dev.skein.cli.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one tenant said.
 *
 * @param answer as the worker wrote it, or null
 * @param outcome why there is none, or null
 */
public record SurveyAnswer(
    String tenant,
    String shard,
    String state,
    @Nullable JsonNode answer,
    @Nullable Map<String, Object> outcome) {
  public SurveyAnswer {
    tenant = Absent.text(tenant);
    shard = Absent.text(shard);
    state = Absent.text(state);
  }
}
