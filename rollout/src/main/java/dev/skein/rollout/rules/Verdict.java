package dev.skein.rollout.rules;

import dev.skein.rollout.state.Rollout;
import java.util.List;

/** What a verb made of a rollout. */
public sealed interface Verdict {
  /**
   * @param changes empty when nothing was left to do; copied
   */
  record Done(Rollout rollout, List<RolloutChange> changes) implements Verdict {
    public Done {
      changes = List.copyOf(changes);
    }
  }

  /**
   * @param why "expected … but …"
   */
  record Refused(String why) implements Verdict {}
}
