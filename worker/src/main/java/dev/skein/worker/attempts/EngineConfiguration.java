package dev.skein.worker.attempts;

import dev.skein.engine.EngineSettings;
import dev.skein.engine.TenantEngine;
import dev.skein.engine.TenantReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
  @Bean
  TenantEngine engine() {
    return new TenantEngine(EngineSettings.defaults());
  }

  @Bean
  TenantReader reader() {
    return new TenantReader(EngineSettings.defaults());
  }
}
