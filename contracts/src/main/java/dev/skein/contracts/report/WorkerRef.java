package dev.skein.contracts.report;

import dev.skein.contracts.id.WorkerId;

/**
 * Who reports.
 *
 * @param incarnation differs after every start of the same worker, so that what the former life had
 *     in hand is known to be lost at once
 */
public record WorkerRef(WorkerId worker, String incarnation) {}
