package dev.skein.contracts.answer;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A lock on something that was there before the scripts, held until the transaction ends.
 *
 * @param relation with its schema in front where that is not the tenant's
 * @param kind {@code table}, {@code index}, {@code sequence}, {@code view} and so on
 * @param mode as PostgreSQL writes it in statements: {@code ACCESS EXCLUSIVE}
 */
public record LockTaken(String relation, String kind, String mode) {
  private static final String STRONGEST = "ACCESS EXCLUSIVE";

  /** Whether it keeps everybody out, readers too. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public boolean keepsReadersOut() {
    return mode.equals(STRONGEST);
  }
}
