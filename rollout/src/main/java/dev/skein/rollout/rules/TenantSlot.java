package dev.skein.rollout.rules;

import dev.skein.rollout.state.Blocker;
import dev.skein.rollout.state.Cause;
import dev.skein.rollout.state.Group;
import dev.skein.rollout.state.TenantState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tenant in a rollout as the rules see it.
 *
 * @param tries attempts that ended without a verdict (transient, unknown, lost), since the start or
 *     the last retry by a person
 * @param dueAt when a {@code WAITING_RETRY} tenant may be sent again, or a {@code BLOCKED} one is
 *     looked at again; else null
 * @param cause why it failed, or null
 * @param blocker what keeps it while it is {@code BLOCKED}, else null
 */
public record TenantSlot(
    int wave,
    String shard,
    TenantState state,
    int tries,
    @Nullable Instant dueAt,
    @Nullable Cause cause,
    @Nullable Blocker blocker) {
  /** One that neither failed nor waits. */
  public TenantSlot(int wave, String shard, TenantState state) {
    this(wave, shard, state, 0, null, null, null);
  }

  /** The tries stay. */
  TenantSlot to(TenantState next) {
    return new TenantSlot(wave, shard, next, tries, null, null, null);
  }

  TenantSlot failed(TenantState next, int nextTries, Cause why) {
    return new TenantSlot(wave, shard, next, nextTries, null, why, null);
  }

  TenantSlot waiting(int nextTries, @Nullable Instant at) {
    TenantState next = at == null ? TenantState.PENDING : TenantState.WAITING_RETRY;
    return new TenantSlot(wave, shard, next, nextTries, at, null, null);
  }

  TenantSlot blocked(Blocker by, @Nullable Instant until) {
    return new TenantSlot(wave, shard, TenantState.BLOCKED, tries, until, null, by);
  }

  /** As one of a group. */
  public Group alone() {
    return new Group(wave, shard, state, cause, blocker, 1);
  }
}
