package dev.skein.coordinator.surveys;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a survey is.
 *
 * @param release its name, or null where none was asked about
 * @param waiting tenants whose worker was not asked yet
 * @param unanswered tenants that could not be asked, or could not answer
 * @param done whether nothing more will come
 * @param attention what keeps it from going on
 */
record SurveyView(
    String id,
    String kind,
    @Nullable String release,
    @Nullable String digest,
    Instant askedAt,
    int tenants,
    int waiting,
    int asked,
    int answered,
    int unanswered,
    boolean done,
    List<String> attention) {}
