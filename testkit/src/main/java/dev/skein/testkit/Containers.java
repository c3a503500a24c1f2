package dev.skein.testkit;

import org.testcontainers.DockerClientFactory;

/** Whether tests run on containers. */
public final class Containers {
  private static final boolean USED = decide();

  private Containers() {}

  public static boolean used() {
    return USED;
  }

  private static boolean decide() {
    return switch (System.getenv().getOrDefault("SKEIN_TEST_CONTAINERS", "")) {
      case "off" -> false;
      case "required" -> {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
          throw new IllegalStateException(
              "expected a container engine since SKEIN_TEST_CONTAINERS=required but none answers");
        }
        yield true;
      }
      default -> DockerClientFactory.instance().isDockerAvailable();
    };
  }
}
