package dev.skein.engine;

import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.flywaydb.core.api.logging.LogFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns Flyway's log down to debug: its lines carry no tenant, repeat what the outcome says, and
 * hold whatever a script raises as a notice. Public because Flyway loads it by name; not for use
 * elsewhere.
 */
public final class QuietFlywayLog implements LogCreator {

  /**
   * To be called before anything of Flyway is: until it has a configuration Flyway keeps every line
   * that it would log, script texts among them, for as long as the process lives.
   */
  static void install() {
    LogFactory.setConfiguration(new FluentConfiguration().loggers(QuietFlywayLog.class.getName()));
  }

  @Override
  public Log createLogger(Class<?> type) {
    return new Quiet(LoggerFactory.getLogger(type));
  }

  private record Quiet(Logger logger) implements Log {
    /** Statements with their text. */
    @Override
    public void debug(String message) {
      logger.trace(message);
    }

    @Override
    public void info(String message) {
      logger.debug(message);
    }

    @Override
    public void warn(String message) {
      logger.debug(message);
    }

    @Override
    public void error(String message) {
      logger.debug(message);
    }

    @Override
    public void error(String message, Exception e) {
      logger.debug(message, e);
    }

    @Override
    public void notice(String message) {
      logger.trace(message);
    }
  }
}
