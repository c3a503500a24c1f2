package dev.skein.coordinator.backfills;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks after what nobody announces: rows that are new or due, workers that are gone. */
@Component
class BackfillTicker {
  private static final Logger LOG = LoggerFactory.getLogger(BackfillTicker.class);

  private final JdbcClient jdbc;
  private final BackfillLeases leases;
  private final BackfillDispatcher dispatcher;
  private final Requirements requirements;

  BackfillTicker(
      JdbcClient jdbc,
      BackfillLeases leases,
      BackfillDispatcher dispatcher,
      Requirements requirements) {
    this.jdbc = jdbc;
    this.leases = leases;
    this.dispatcher = dispatcher;
    this.requirements = requirements;
  }

  @Scheduled(fixedDelayString = "#{@leaseLook.toMillis()}")
  void look() {
    Boolean open =
        jdbc.sql(
                "select exists (select from tenant_backfill where state in ('PENDING', 'RUNNING'))")
            .query(Boolean.class)
            .single();
    if (Boolean.TRUE.equals(open)) {
      int lost = leases.takeBack();
      if (lost > 0) {
        LOG.atWarn()
            .addKeyValue("backfills", lost)
            .log("backfills lost their worker and are sent again");
      }
      dispatcher.dispatch();
    }
    requirements.lookAgain();
  }
}
