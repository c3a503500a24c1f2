package dev.skein.rollout.state;

/**
 * Why a tenant failed.
 *
 * @param error whether it says nothing about the release: it should have passed by itself, the way
 *     to the tenant is wrong, or nobody knows how it ended
 * @param signature what failures are told apart by: SQLSTATE, script, constraint; not empty
 */
public record Cause(boolean error, String signature) {}
