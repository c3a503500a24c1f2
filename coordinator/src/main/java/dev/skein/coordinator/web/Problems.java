package dev.skein.coordinator.web;

import dev.skein.release.bundle.InvalidReleaseException;
import dev.skein.release.yaml.InvalidYamlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error leaves as a problem detail (RFC 9457); none shows a stack trace. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  @ExceptionHandler
  ProblemDetail refused(RefusedException refused) {
    ProblemDetail problem = problem(refused.status(), refused.getMessage());
    refused.more().forEach(problem::setProperty);
    return problem;
  }

  @ExceptionHandler
  ProblemDetail invalidRelease(InvalidReleaseException invalid) {
    ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_CONTENT, invalid.getMessage());
    problem.setProperty("problems", invalid.problems());
    return problem;
  }

  @ExceptionHandler
  ProblemDetail invalidYaml(InvalidYamlException invalid) {
    return problem(HttpStatus.UNPROCESSABLE_CONTENT, invalid.getMessage());
  }

  @ExceptionHandler
  ProblemDetail invalidValue(IllegalArgumentException invalid) {
    return problem(HttpStatus.UNPROCESSABLE_CONTENT, invalid.getMessage());
  }

  @ExceptionHandler
  ProblemDetail broken(RuntimeException broken) {
    LOG.error("a request failed", broken);
    return problem(
        HttpStatus.INTERNAL_SERVER_ERROR, "the coordinator failed to answer; its log says why");
  }

  private static ProblemDetail problem(
      HttpStatus status, @org.jspecify.annotations.Nullable String detail) {
    return ProblemDetail.forStatusAndDetail(status, detail == null ? "no reason given" : detail);
  }
}
