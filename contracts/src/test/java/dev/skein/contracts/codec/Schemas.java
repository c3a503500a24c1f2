package dev.skein.contracts.codec;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The published schemas, read from the jar alone: their ids are names, nothing is fetched. */
final class Schemas {
  static final String BASE = "https://skein.dev/schemas/";

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder
                  .schemaIdResolvers(ids -> ids.mapPrefix(BASE, "classpath:dev/skein/schemas/"))
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private Schemas() {}

  static Schema of(MessageType type) {
    return at(type.slug() + ".v1.json");
  }

  /** A schema by its file, or a part of one: {@code common.v1.json#/$defs/epoch}. */
  static Schema at(String reference) {
    return REGISTRY.getSchema(SchemaLocation.of(BASE + reference));
  }

  /** What the schema has against a value; empty when it fits. */
  static List<String> errors(MessageType type, JsonNode value) {
    return of(type).validate(value).stream().map(Error::toString).toList();
  }
}
