package dev.skein.coordinator.rollouts;

/**
 * Whether anything goes on in a rollout without a person.
 *
 * @param why what keeps it when nothing does; else empty
 */
record Movement(boolean moving, String why) {}
