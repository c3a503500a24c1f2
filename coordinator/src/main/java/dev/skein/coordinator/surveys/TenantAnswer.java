package dev.skein.coordinator.surveys;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one tenant said.
 *
 * @param state waiting, asked, answered or unanswered
 * @param answer as the worker wrote it, or null
 * @param outcome why there is none, or null
 */
record TenantAnswer(
    String tenant,
    String shard,
    String state,
    @Nullable JsonNode answer,
    @Nullable JsonNode outcome) {}
