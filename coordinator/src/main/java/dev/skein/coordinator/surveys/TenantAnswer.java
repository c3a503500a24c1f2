package dev.skein.coordinator.surveys;

import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one tenant said.
 *
 * @param state waiting, asked, answered or unanswered
 * @param answer the JSON as the worker wrote it, or null
 * @param outcome why there is none, or null
 */
record TenantAnswer(
    String tenant,
    String shard,
    String state,
    @JsonRawValue @Nullable String answer,
    @Nullable JsonNode outcome) {}
