package dev.skein.coordinator.webhooks;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery whose time has come, of an endpoint that this process has claimed.
 *
 * @param tries made so far
 * @param secret null where nothing is signed
 */
record Due(
    long id,
    String webhook,
    UUID claim,
    Destination destination,
    @Nullable WebhookSecret secret,
    String message,
    NewsType type,
    String body,
    int tries) {}
