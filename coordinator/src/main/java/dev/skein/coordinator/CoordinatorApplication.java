package dev.skein.coordinator;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Starts a coordinator by itself; standalone starts the same class beside a worker. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(CoordinatorProperties.class)
public class CoordinatorApplication {
  public static void main(String[] args) {
    builder().run(args);
  }

  /** Reads {@code coordinator.yaml} for its defaults. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(CoordinatorApplication.class)
        .properties("spring.config.name=coordinator");
  }
}
