package dev.skein.cli.rollouts;

import dev.skein.cli.client.RollbackAnswer;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import dev.skein.cli.shell.Texts;
import org.jspecify.annotations.Nullable;

/** A rollback for people. */
final class RollbackText {
  private RollbackText() {}

  static void print(RollbackAnswer answer, Shell shell) {
    RollbackAnswer.Plan plan = answer.plan();
    if (plan != null) {
      plan(answer.rollout(), plan, shell);
    }
    String by = answer.by();
    if (by == null) {
      shell.out().printf("next: skein rollback %s%s%n", answer.rollout(), loss(plan));
    } else if (answer.done()) {
      shell.out().printf("rollout %s was taken back by rollout %s%n", answer.rollout(), by);
    } else if (plan != null) {
      shell.out().printf("rollout %s takes it back; next: skein watch %1$s%n", by);
    } else {
      shell.out().println(open(answer, by));
    }
  }

  /** What keeps it, and what to do. */
  static String open(RollbackAnswer answer, String by) {
    String verdict = answer.verdict();
    return verdict == null
        ? "rollout %s takes rollout %s back; next: skein watch %1$s".formatted(by, answer.rollout())
        : "rollout %s is not taken back: %s; then skein rollback %1$s"
            .formatted(answer.rollout(), Texts.line(verdict));
  }

  private static void plan(String rollout, RollbackAnswer.Plan plan, Shell shell) {
    shell.out().printf("release    %s, version %s%n", plan.release(), orNone(plan.head()));
    shell.out().printf("takes back rollout %s, to %s%n", rollout, plan.before());
    shell.out().printf("costs      %s%n%n", plan.loss());
    Table undone = new Table("TAKES BACK", "BY", "AS VERSION", "LOSS");
    plan.undone()
        .forEach(one -> undone.row(one.script(), one.undo(), orNone(one.version()), one.loss()));
    plan.restored().forEach(path -> undone.row(path, "as it was before", "none", "lossless"));
    undone.print(shell);
    shell.out().println();
    Table groups = new Table("TENANTS", "STAND", "WHAT HAPPENS", "FOR INSTANCE");
    plan.groups()
        .forEach(
            group ->
                groups.row(
                    String.valueOf(group.tenants()),
                    group.group(),
                    group.happens(),
                    String.join(", ", group.sample())));
    groups.print(shell);
    shell.out().println();
  }

  private static String loss(RollbackAnswer.@Nullable Plan plan) {
    return plan == null || plan.loss().equals("lossless") ? "" : " --accept-loss";
  }

  private static String orNone(@Nullable String text) {
    return text == null ? "none" : text;
  }
}
