package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.release.bundle.ScriptFile;
import dev.skein.release.compensation.Compensation;
import dev.skein.release.compensation.Undone;
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
record RollbackView(
    String rollout,
    String state,
    @Nullable String by,
    @Nullable String verdict,
    @Nullable Plan plan) {

  /**
   * What happens.
   *
   * @param release the one that takes back
   * @param before what tenants go back to, in words
   * @param loss the most that any undo costs
   * @param restored repeatables that are as they were
   * @param groups tenants by how they stand
   */
  record Plan(
      String release,
      String digest,
      @Nullable String head,
      String before,
      String loss,
      List<UndoView> undone,
      List<String> restored,
      List<RollbackGroup> groups,
      PlanView waves) {

    static Plan of(
        Compensation compensation,
        ReleaseBundle back,
        String before,
        List<RollbackGroup> groups,
        PlanView waves) {
      return new Plan(
          back.name().value(),
          back.digest().value(),
          back.head().map(SchemaVersion::value).orElse(null),
          before,
          compensation.loss().label(),
          compensation.undone().stream().map(UndoView::of).toList(),
          compensation.restored().stream().map(ScriptFile::path).toList(),
          groups,
          waves);
    }
  }

  /**
   * @param script what is taken back
   * @param undo the script that does it
   * @param version under which it runs; null for a repeatable
   */
  record UndoView(String script, String undo, @Nullable String version, String loss) {
    static UndoView of(Undone one) {
      SchemaVersion version = one.version();
      return new UndoView(
          one.script().path(),
          one.undo().path(),
          version == null ? null : version.value(),
          one.loss().label());
    }
  }
}
