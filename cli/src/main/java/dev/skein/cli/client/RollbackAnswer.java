package dev.skein.cli.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a rollout is taken back.
 *
 * @param rollout the one that is taken back
 * @param state its state
 * @param by the one that takes it back; null in a plan
 * @param verdict why it is not done, where it waits for a person; else null
 * @param plan what happens; null where it was asked of one that is under way
 */
public record RollbackAnswer(
    String rollout,
    String state,
    @Nullable String by,
    @Nullable String verdict,
    @Nullable Plan plan) {
  public RollbackAnswer {
    rollout = Absent.text(rollout);
    state = Absent.text(state);
  }

  /** Whether all tenants that came through were found alike. */
  public boolean done() {
    return state.equals("COMPENSATED");
  }

  /**
   * @param release the name of the one that takes back
   * @param head its highest version, or null
   * @param before what tenants go back to, in words
   * @param loss the most that any undo costs
   * @param restored repeatables that are as they were
   */
  public record Plan(
      String release,
      @Nullable String head,
      String before,
      String loss,
      List<Undo> undone,
      List<String> restored,
      List<Group> groups) {
    public Plan {
      release = Absent.text(release);
      before = Absent.text(before);
      loss = Absent.text(loss);
      undone = Absent.list(undone);
      restored = Absent.list(restored);
      groups = Absent.list(groups);
    }
  }

  /** A script, what takes it back, and the version under which that runs; null for a repeatable. */
  public record Undo(String script, String undo, @Nullable String version, String loss) {}

  /** Tenants that stand alike, and what happens to each of them. */
  public record Group(String group, int tenants, String happens, List<String> sample) {
    public Group {
      sample = Absent.list(sample);
    }
  }
}
