package dev.skein.standalone.platform;

/**
 * Where the coordinator's store is.
 *
 * @param url the database's JDBC URL, without user and password
 */
public record StoreLogin(String url, String username, String password) {
  /** Never the URL nor the password. */
  @Override
  public String toString() {
    return "StoreLogin[username=" + username + "]";
  }
}
