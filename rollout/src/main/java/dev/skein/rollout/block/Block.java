package dev.skein.rollout.block;

import dev.skein.rollout.state.Blocker;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a tenant is not sent now.
 *
 * @param until when to look again, or null when only a person ends it
 * @param why for people, as in "pinned at version 7"
 */
public record Block(Blocker by, @Nullable Instant until, String why) {}
