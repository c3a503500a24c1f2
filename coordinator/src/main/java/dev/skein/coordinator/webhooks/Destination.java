package dev.skein.coordinator.webhooks;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Where an endpoint listens. The address may carry a secret in its path or query, so messages and
 * lists only ever show {@link #shown()}.
 *
 * @param uri http or https, with a host, without user and fragment
 */
record Destination(URI uri) {
  private static final int LONGEST = 2000;

  /**
   * Checks all that can be known without asking a name server.
   *
   * @param plain whether plain http may go anywhere
   * @throws IllegalArgumentException for an address that may not be used
   */
  static Destination parse(String text, boolean plain) {
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "expected an address like https://example.com/hook but got one that is none: "
              + e.getReason());
    }
    String scheme = String.valueOf(uri.getScheme());
    if (!(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "expected an address like https://example.com/hook but got one with the scheme \"%s\" and %s"
              .formatted(scheme, uri.getHost() == null ? "no host" : "host " + uri.getHost()));
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "expected an address of at most %d characters without user, password and fragment but %s has them or is longer"
              .formatted(LONGEST, uri.getHost()));
    }
    if (scheme.equals("http") && !plain && !loopback(uri.getHost())) {
      throw new IllegalArgumentException(
          "expected https but got http to %s; plain http goes to this machine only, unless"
                  .formatted(uri.getHost())
              + " skein.coordinator.webhooks.plain-http=true");
    }
    return new Destination(uri);
  }

  private static boolean loopback(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]+){3}");
  }

  /** What may be shown and logged: scheme, host, port. */
  String shown() {
    String rest = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?");
    return uri.getScheme() + "://" + uri.getRawAuthority() + (rest.length() > 1 ? "/…" : rest);
  }

  /**
   * Why it may not be called now; empty when it may. A name's address can change, so this is asked
   * before each call.
   */
  String refusal(boolean plain) {
    List<InetAddress> addresses;
    try {
      addresses = Arrays.asList(InetAddress.getAllByName(uri.getHost()));
    } catch (UnknownHostException e) {
      return "no address is known for " + uri.getHost();
    }
    for (InetAddress address : addresses) {
      if (forbidden(address)) {
        return "%s is at %s, where nothing is sent".formatted(uri.getHost(), text(address));
      }
      if (uri.getScheme().equals("http") && !plain && !address.isLoopbackAddress()) {
        return "plain http goes to this machine only, but %s is at %s"
            .formatted(uri.getHost(), text(address));
      }
    }
    return "";
  }

  /** Cloud machines answer with their own credentials on link-local addresses. */
  static boolean forbidden(InetAddress address) {
    boolean metadata = address instanceof Inet6Address && text(address).startsWith("fd00:ec2:");
    return address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || metadata;
  }

  private static String text(InetAddress address) {
    return address.getHostAddress();
  }

  /** Never the path or the query. */
  @Override
  public String toString() {
    return "Destination[" + shown() + "]";
  }
}
