package dev.skein.contracts.codec;

import java.util.Map;

/**
 * A record ready to be sent.
 *
 * @param headers CloudEvents attributes and the content type; UTF-8
 * @param value JSON in UTF-8; not copied, never changed after
 */
@SuppressWarnings("ArrayRecordComponent") // made here, sent once, compared by nobody
public record EncodedMessage(String key, Map<String, byte[]> headers, byte[] value) {}
