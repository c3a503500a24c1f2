package dev.skein.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.NullUnmarked;

/**
 * The only files that Flyway gets to see: a release's own versioned and repeatable scripts and
 * their settings. Flyway would also run shell scripts, Python and callbacks that it is shown.
 */
final class ReleaseResources implements ResourceProvider {
  private final List<LoadableResource> scripts = new ArrayList<>();
  private final Map<String, LoadableResource> byPath = new HashMap<>();

  ReleaseResources(List<PreparedScript> prepared) {
    for (PreparedScript script : prepared) {
      LoadableResource resource = new TextResource(script.path(), script.text());
      scripts.add(resource);
      byPath.put(script.path(), resource);
      String configuration = script.configuration();
      if (configuration != null) {
        String path = script.path() + ".conf";
        byPath.put(path, new TextResource(path, configuration));
      }
    }
  }

  /** Null for what is not there, as Flyway wants it. */
  @Override
  @NullUnmarked
  public LoadableResource getResource(String name) {
    return byPath.get(name);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return scripts.stream()
        .filter(resource -> resource.getFilename().startsWith(prefix))
        .filter(resource -> endsWithAny(resource.getFilename(), suffixes))
        .toList();
  }

  private static boolean endsWithAny(String name, String[] suffixes) {
    for (String suffix : suffixes) {
      if (name.regionMatches(true, name.length() - suffix.length(), suffix, 0, suffix.length())) {
        return true;
      }
    }
    return false;
  }
}
