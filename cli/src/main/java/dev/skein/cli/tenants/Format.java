package dev.skein.cli.tenants;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a list of tenants is written; lower case on the command line. */
enum Format {
  csv("text/csv"),
  yaml("application/yaml"),
  json("application/json");

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** By a file's name. */
  static Optional<Format> of(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.yml$", ".yaml");
    return Arrays.stream(values()).filter(it -> name.endsWith("." + it.name())).findFirst();
  }
}
