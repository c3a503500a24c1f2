package dev.skein.cli.client;

import org.jspecify.annotations.Nullable;

/**
 * No usable answer: no connection, no answer in time, HTTP 5xx, or something else than a
 * coordinator at the address. Worth another try.
 */
public final class CoordinatorUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CoordinatorUnreachableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
