package dev.skein.contracts.command;

/**
 * Who vouches for a command.
 *
 * @param keyId names the key, never the key itself
 * @param value the signature in Base64
 */
public record Signature(String keyId, String value) {}
