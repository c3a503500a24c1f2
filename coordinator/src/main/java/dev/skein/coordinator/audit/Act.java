package dev.skein.coordinator.audit;

/**
 * What a person asks for.
 *
 * @param who as the door knows them
 * @param verb in lower case, as in {@code pause}
 * @param subject what it is asked of, as in {@code rollout r7-kqzt}
 * @param reason in their words, or empty
 */
public record Act(String who, String verb, String subject, String reason) {
  /** The same, of something that got its name on the way. */
  public Act of(String named) {
    return new Act(who, verb, named, reason);
  }
}
