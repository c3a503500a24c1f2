package dev.skein.coordinator.outbox;

import java.util.UUID;

/** Where a command came to stand in its topic. */
record SentCommand(UUID attempt, int partition, long offset) {}
