package dev.skein.engine;

import java.io.Reader;
import java.io.StringReader;
import org.flywaydb.core.api.resource.LoadableResource;

/** A text in memory under a path, as Flyway reads resources. */
class TextResource extends LoadableResource {
  private final String path;
  private final String text;

  TextResource(String path, String text) {
    this.path = path;
    this.text = text;
  }

  @Override
  public Reader read() {
    return new StringReader(text);
  }

  @Override
  public String getAbsolutePath() {
    return path;
  }

  @Override
  public String getAbsolutePathOnDisk() {
    return path;
  }

  @Override
  public String getFilename() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public String getRelativePath() {
    return path;
  }
}
