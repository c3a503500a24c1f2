package dev.skein.coordinator;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Starts a coordinator by itself; standalone starts the same class beside a worker. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(CoordinatorProperties.class)
public class CoordinatorApplication {
  public static void main(String[] args) {
    SpringApplication.run(CoordinatorApplication.class, args);
  }
}
