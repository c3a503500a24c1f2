package dev.skein.bench.engine;

import dev.skein.engine.Secret;
import dev.skein.engine.TenantAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server and who logs in. Its text form shows nothing.
 *
 * @param url {@code jdbc:postgresql://host:port/database?parameters}, without user and password
 */
record ServerLogin(String url, String username, String password) {
  private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/?]+)/([^?]+)(\\?.*)?");

  ServerLogin {
    if (!URL.matcher(url).matches()) {
      throw new IllegalArgumentException(
          "expected --url like jdbc:postgresql://127.0.0.1:5432/postgres but got another form");
    }
  }

  /** The URL of another database on the same server. */
  String url(String database) {
    Matcher matcher = URL.matcher(url);
    return matcher.replaceFirst("$1/" + database + "$3");
  }

  /** To the database that the URL names; the caller closes it. */
  Connection connect() throws SQLException {
    return open(url);
  }

  Connection connect(String database) throws SQLException {
    return open(url(database));
  }

  /** With the tenant's schema alone on the search path where it is one of many. */
  Connection connect(Location tenant) throws SQLException {
    Properties login = login();
    if (tenant.sharesDatabase()) {
      login.setProperty("currentSchema", tenant.schema());
    }
    return DriverManager.getConnection(url(tenant.database()), login);
  }

  TenantAddress tenant(Location tenant) {
    return new TenantAddress(
        url, tenant.database(), tenant.schema(), username, Secret.of(password));
  }

  private Connection open(String to) throws SQLException {
    return DriverManager.getConnection(to, login());
  }

  private Properties login() {
    Properties login = new Properties();
    login.setProperty("user", username);
    login.setProperty("password", password);
    return login;
  }

  @Override
  public String toString() {
    return "ServerLogin";
  }
}
