package dev.skein.coordinator.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** A request that is turned away; becomes a problem detail (RFC 9457). */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final transient Map<String, Object> more;

  private RefusedException(HttpStatus status, String detail, Map<String, Object> more) {
    super(detail, null, false, false);
    this.status = status;
    this.more = new LinkedHashMap<>(more);
  }

  /** The request itself is wrong: 422. */
  public static RefusedException invalid(String detail) {
    return new RefusedException(HttpStatus.UNPROCESSABLE_CONTENT, detail, Map.of());
  }

  /** What it names is not there: 404. */
  public static RefusedException missing(String detail) {
    return new RefusedException(HttpStatus.NOT_FOUND, detail, Map.of());
  }

  /** The present state does not allow it: 409. */
  public static RefusedException conflict(String detail) {
    return new RefusedException(HttpStatus.CONFLICT, detail, Map.of());
  }

  /** More than is read: 413. */
  public static RefusedException tooLarge(String detail) {
    return new RefusedException(HttpStatus.CONTENT_TOO_LARGE, detail, Map.of());
  }

  /** Not now, perhaps soon: 503. */
  public static RefusedException busy(String detail) {
    return new RefusedException(HttpStatus.SERVICE_UNAVAILABLE, detail, Map.of());
  }

  /** The same, with further members of the problem detail. */
  public RefusedException with(String name, Object value) {
    Map<String, Object> grown = new LinkedHashMap<>(more);
    grown.put(name, value);
    return new RefusedException(status, String.valueOf(getMessage()), grown);
  }

  HttpStatus status() {
    return status;
  }

  Map<String, Object> more() {
    return more;
  }
}
