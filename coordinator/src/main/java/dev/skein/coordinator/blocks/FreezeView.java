package dev.skein.coordinator.blocks;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.skein.rollout.block.Freeze;
import dev.skein.rollout.block.FreezeScope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A freeze as the API shows it.
 *
 * @param id as in {@code f12}
 * @param scope {@code fleet}, {@code shard}, {@code label} or {@code tenant}
 * @param subject which one; empty for the fleet
 * @param until excluded; null until a person lifts it
 * @param liftedAt when a person did, or null
 */
public record FreezeView(
    String id,
    String scope,
    String subject,
    String reason,
    @Nullable Instant until,
    String madeBy,
    Instant madeAt,
    @Nullable String liftedBy,
    @Nullable Instant liftedAt) {
  @JsonIgnore
  FreezeScope frozen() {
    return FreezeScopes.of(scope, subject);
  }

  Freeze freeze() {
    return new Freeze(frozen(), reason, until);
  }

  /** For people, as in "the fleet is frozen until 2027-01-07T00:00:00Z: year's end". */
  public String sentence() {
    return "%s is frozen%s: %s".formatted(frozen(), until == null ? "" : " until " + until, reason);
  }
}
