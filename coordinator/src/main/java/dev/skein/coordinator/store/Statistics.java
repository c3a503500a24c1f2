package dev.skein.coordinator.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells PostgreSQL at once of a table that has grown much. Its own look comes up to a minute later
 * (autovacuum_naptime), and until then what is planned by the old size is slow for a large fleet.
 */
@Component
public class Statistics {
  private static final Logger LOG = LoggerFactory.getLogger(Statistics.class);

  /** Fewer rows change no plan that matters. */
  private static final int MANY = 1000;

  private final JdbcTemplate jdbc;

  Statistics(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Tables that grow by whole fleets. */
  public enum Table {
    TENANT,
    ROLLOUT_TENANT
  }

  /** Looks when the transaction that is open has committed, beside whatever goes on then. */
  public void grew(Table table, int rows) {
    if (rows < MANY) {
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            Thread.ofVirtual().name("statistics").start(() -> look(table));
          }
        });
  }

  private void look(Table table) {
    try {
      jdbc.execute("analyze " + table.name());
    } catch (DataAccessException e) {
      LOG.warn("statistics of {} are left to autovacuum: {}", table, e.toString());
    }
  }
}
