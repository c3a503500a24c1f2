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
}
