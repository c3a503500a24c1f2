package db.callback;

import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** What an application may have on its class path; stock Flyway finds it, the engine must not. */
public final class StrayCallback implements Callback {
  public static final AtomicInteger CALLS = new AtomicInteger();

  @Override
  public boolean supports(Event event, Context context) {
    return true;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    CALLS.incrementAndGet();
  }

  @Override
  public String getCallbackName() {
    return "stray";
  }
}
