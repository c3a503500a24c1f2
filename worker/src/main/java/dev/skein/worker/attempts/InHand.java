package dev.skein.worker.attempts;

import dev.skein.contracts.id.AttemptId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The attempts that this worker answers for: from the queue to the broker's word for the result.
 */
@Component
public class InHand {
  private final Set<AttemptId> attempts = ConcurrentHashMap.newKeySet();

  /** False when it is in hand already, as when a command comes twice. */
  public boolean take(AttemptId attempt) {
    return attempts.add(attempt);
  }

  void drop(AttemptId attempt) {
    attempts.remove(attempt);
  }

  public List<AttemptId> list() {
    return List.copyOf(attempts);
  }
}
