package dev.skein.coordinator.web;

import dev.skein.release.bundle.InvalidReleaseException;
import dev.skein.release.yaml.InvalidYamlException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error leaves as a problem detail (RFC 9457); none shows a stack trace. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail problem =
        problem(HttpStatus.BAD_REQUEST, "expected a body that can be read as JSON but got another");
    return handleExceptionInternal(unreadable, problem, headers, status, request);
  }

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

  private static ProblemDetail problem(HttpStatus status, @Nullable String detail) {
    return ProblemDetail.forStatusAndDetail(status, detail == null ? "no reason given" : detail);
  }
}
