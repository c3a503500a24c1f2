package dev.skein.coordinator;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What runs by the clock. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class Schedule {
  @Bean
  Duration tick(CoordinatorProperties properties) {
    return properties.tick();
  }

  /**
   * A look at the leases reads every open attempt: often beside the lease, seldom beside all else.
   */
  @Bean
  Duration leaseLook(CoordinatorProperties properties) {
    Duration part = properties.lease().dividedBy(60);
    return part.compareTo(properties.tick()) > 0 ? part : properties.tick();
  }
}
