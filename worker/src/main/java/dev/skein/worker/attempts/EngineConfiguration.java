package dev.skein.worker.attempts;

import dev.skein.engine.EngineSettings;
import dev.skein.engine.TenantEngine;
import dev.skein.engine.TenantReader;
import dev.skein.engine.backup.BackupRuns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
  @Bean
  TenantEngine engine() {
    return new TenantEngine(EngineSettings.defaults());
  }

  @Bean
  BackupRuns backups() {
    return new BackupRuns();
  }

  @Bean
  TenantReader reader() {
    return new TenantReader(EngineSettings.defaults());
  }
}
