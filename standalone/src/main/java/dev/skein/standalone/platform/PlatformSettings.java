package dev.skein.standalone.platform;

import java.time.Duration;

/**
 * How a standalone platform runs.
 *
 * @param port of the coordinator, or 0 for a free one
 * @param lease how long an accepted attempt is believed without a heartbeat
 * @param heartbeat how often the worker gives a sign of life
 */
public record PlatformSettings(int port, Duration lease, Duration heartbeat) {
  public static PlatformSettings standard() {
    return new PlatformSettings(0, Duration.ofSeconds(60), Duration.ofSeconds(10));
  }

  public PlatformSettings withPort(int chosen) {
    return new PlatformSettings(chosen, lease, heartbeat);
  }
}
