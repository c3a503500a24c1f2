package dev.skein.coordinator.status;

import dev.skein.rollout.state.RolloutState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Server-Sent Events: {@code status} whenever something changed, {@code end} with the last status
 * when the rollout is over. A watcher costs a virtual thread and one small query each time.
 */
@Component
class StatusStream implements DisposableBean {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
  private static final long NO_TIMEOUT = 0L;

  private final Standing statuses;
  private volatile boolean open = true;

  StatusStream(Standing statuses) {
    this.statuses = statuses;
  }

  SseEmitter open(String rollout) {
    SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
    Thread watcher =
        Thread.ofVirtual().name("watch-" + rollout).unstarted(() -> run(rollout, emitter));
    emitter.onCompletion(watcher::interrupt);
    emitter.onError(_ -> watcher.interrupt());
    watcher.start();
    return emitter;
  }

  private void run(String rollout, SseEmitter emitter) {
    try {
      RolloutStatus last = null;
      Instant spoke = Instant.now();
      while (open) {
        RolloutStatus now = statuses.find(rollout).orElse(null);
        if (now == null || RolloutState.valueOf(now.state()).ended()) {
          if (now != null) {
            emitter.send(SseEmitter.event().name("end").data(now, MediaType.APPLICATION_JSON));
          }
          break;
        }
        if (changed(last, now)) {
          emitter.send(SseEmitter.event().name("status").data(now, MediaType.APPLICATION_JSON));
          last = now;
          spoke = Instant.now();
        } else if (Duration.between(spoke, Instant.now()).compareTo(KEEP_ALIVE) > 0) {
          emitter.send(SseEmitter.event().comment("still here"));
          spoke = Instant.now();
        }
        Thread.sleep(LOOK);
      }
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      // The watcher is gone; nobody is left to be told.
      emitter.completeWithError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean changed(@Nullable RolloutStatus last, RolloutStatus now) {
    return last == null
        || !last.counts().equals(now.counts())
        || !last.waves().equals(now.waves())
        || !last.state().equals(now.state())
        || !last.detail().attention().equals(now.detail().attention())
        || !last.detail().blocked().equals(now.detail().blocked());
  }

  @Override
  public void destroy() {
    open = false;
  }
}
