package dev.skein.contracts.answer;

import dev.skein.contracts.report.RejectionReason;

/**
 * Why a migration would be turned away.
 *
 * @param message "expected … but …", and what to do
 */
public record Refusal(RejectionReason reason, String message) {}
