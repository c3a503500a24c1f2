package dev.skein.rollout.rules;

import dev.skein.rollout.state.TenantState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tenant in a rollout as the rules see it.
 *
 * @param tries attempts that ended without a verdict (transient, unknown, lost), since the start or
 *     the last retry by a person
 * @param retryAt when a {@code WAITING_RETRY} tenant may be sent again, else null
 */
public record TenantSlot(int wave, TenantState state, int tries, @Nullable Instant retryAt) {
  TenantSlot to(TenantState next) {
    return new TenantSlot(wave, next, tries, null);
  }
}
