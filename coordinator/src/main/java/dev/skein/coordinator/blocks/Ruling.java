package dev.skein.coordinator.blocks;

import dev.skein.rollout.block.Block;

/** Why a tenant is not sent now. */
public sealed interface Ruling {
  /** For people. */
  String why();

  /** For a while, or until a person lets it go. */
  record Blocked(Block block) implements Ruling {
    @Override
    public String why() {
      return block.why();
    }
  }

  /** A person took it out of all rollouts. */
  record Quarantined(String why) implements Ruling {}
}
