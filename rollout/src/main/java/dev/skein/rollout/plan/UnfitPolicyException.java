package dev.skein.rollout.plan;

/** A policy does not fit the tenants that it is to be used on; the message says how, and why. */
public final class UnfitPolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitPolicyException(String message) {
    super(message);
  }
}
