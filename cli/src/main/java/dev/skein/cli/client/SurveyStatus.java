package dev.skein.cli.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a survey is.
 *
 * @param done whether nothing more will come
 * @param attention what keeps it from going on
 */
public record SurveyStatus(
    String id,
    String kind,
    @Nullable String release,
    @Nullable String digest,
    int tenants,
    int waiting,
    int asked,
    int answered,
    int unanswered,
    boolean done,
    List<String> attention) {
  public SurveyStatus {
    id = Absent.text(id);
    kind = Absent.text(kind);
    attention = attention == null ? List.of() : List.copyOf(attention);
  }
}
