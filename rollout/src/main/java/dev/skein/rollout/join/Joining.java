package dev.skein.rollout.join;

import dev.skein.contracts.id.RolloutId;

/** What is to be done about a tenant that joined. */
public sealed interface Joining {
  /** Nothing is aimed at what it is yet; the first rollout that is will take it as a target. */
  record Unaimed() implements Joining {}

  /** It has what the others have, or a rollout that answers for it. */
  record Settled() implements Joining {}

  /** It came after this one was frozen, and is looked at again when it ends. */
  record Waits(RolloutId rollout) implements Joining {}

  /** It is brought to what this one brought to the others. */
  record CatchesUp(RolloutId rollout) implements Joining {}
}
