package dev.skein.cli.surveys;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.Page;
import dev.skein.cli.client.SurveyAnswer;
import dev.skein.cli.client.SurveyRequest;
import dev.skein.cli.client.SurveyStatus;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question that was put, and all that came back.
 *
 * @param answers by tenant
 */
record Survey(SurveyStatus status, List<SurveyAnswer> answers) {
  private static final long FIRST_PAUSE = 100;
  private static final long LONGEST_PAUSE = 1000;

  Survey {
    answers = List.copyOf(answers);
  }

  /** Asks, and waits until every tenant has answered or cannot. */
  static Survey ask(Shell shell, SurveyRequest request) {
    CoordinatorClient client = Connection.open(shell);
    return await(shell, client, client.startSurvey(request));
  }

  /** Waits until every tenant of a survey that was started has answered or cannot. */
  static Survey await(Shell shell, CoordinatorClient client, SurveyStatus started) {
    SurveyStatus status = started;
    long pause = FIRST_PAUSE;
    List<String> told = List.of();
    while (!status.done()) {
      told = tell(shell, status, told);
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      pause = Math.min(LONGEST_PAUSE, pause * 2);
      status = client.survey(status.id());
    }
    if (shell.live()) {
      shell.err().print("\r\033[K");
      shell.err().flush();
    }
    return new Survey(status, answers(client, status.id()));
  }

  /** What keeps it waiting is told once. */
  private static List<String> tell(Shell shell, SurveyStatus status, List<String> told) {
    if (!status.attention().equals(told)) {
      status.attention().forEach(line -> shell.err().println("attention: " + Texts.line(line)));
    }
    if (shell.live()) {
      shell
          .err()
          .printf(
              "\r\033[K%s: %d of %s",
              status.kind(),
              status.answered() + status.unanswered(),
              Texts.count(status.tenants(), "tenant"));
      shell.err().flush();
    }
    return status.attention();
  }

  private static List<SurveyAnswer> answers(CoordinatorClient client, String id) {
    List<SurveyAnswer> answers = new ArrayList<>();
    @Nullable String after = null;
    do {
      Page<SurveyAnswer> page = client.surveyAnswers(id, after, CoordinatorClient.PAGE);
      answers.addAll(page.items());
      after = page.next();
    } while (after != null);
    return answers;
  }

  List<SurveyAnswer> unanswered() {
    return answers.stream().filter(answer -> answer.answer() == null).toList();
  }

  /** Who did not answer, by reason. */
  void printUnanswered(Shell shell) {
    Map<String, List<String>> byReason =
        unanswered().stream()
            .collect(
                Collectors.groupingBy(
                    Survey::reason,
                    java.util.TreeMap::new,
                    Collectors.mapping(SurveyAnswer::tenant, Collectors.toList())));
    byReason.forEach(
        (reason, tenants) -> {
          shell
              .out()
              .printf("not answered %s: %s%n", Texts.count(tenants.size(), "tenant"), reason);
          shell.out().println("  " + Names.some(tenants));
        });
  }

  private static String reason(SurveyAnswer answer) {
    Map<String, Object> outcome = answer.outcome();
    return outcome == null
        ? answer.state()
        : Texts.line(
            Stream.of("reason", "failure", "sqlState", "message")
                .map(outcome::get)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.joining(" ")));
  }
}
