package dev.skein.cli.surveys;

import dev.skein.cli.client.SurveyAnswer;
import dev.skein.cli.client.SurveyRequest;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Texts;
import dev.skein.contracts.answer.LockTaken;
import dev.skein.contracts.answer.RehearsalResult;
import dev.skein.contracts.answer.RehearsedScript;
import dev.skein.contracts.answer.TenantRehearsal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rehearse",
    description = {
      "Run a release at one tenant and take it back: time, locks, tables written anew.",
      "Its locks are real while it runs, so choose a quiet tenant, or a copy of a large one.",
      "Scripts that run outside a transaction are left out."
    },
    footer = {
      "",
      "Exit codes: 0 it would go well, 2 it would not, or the tenant did not answer.",
      "",
      "Example:",
      "  skein rehearse 2026.11.3 --tenant acme-copy"
    })
final class RehearseCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "RELEASE", description = "A release's name or digest.")
  private String release = "";

  @Option(
      names = "--tenant",
      paramLabel = "ID",
      required = true,
      description = "The tenant to rehearse on.")
  private String tenant = "";

  @Option(names = "--environment", paramLabel = "NAME", description = "Selects the seeds.")
  private @Nullable String environment;

  @Option(
      names = "--placeholder",
      paramLabel = "NAME=VALUE",
      description = "A value for the scripts, over the release's own.")
  private Map<String, String> placeholders = new LinkedHashMap<>();

  RehearseCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    SurveyRequest request =
        new SurveyRequest(
            "rehearse",
            release,
            List.of(tenant),
            List.of(),
            Map.of(),
            environment,
            placeholders,
            List.of());
    Survey survey = Survey.ask(shell, request);
    if (shell.json()) {
      JsonOutput.print(shell.out(), survey);
    }
    for (SurveyAnswer answer : survey.answers()) {
      if (answer.answer() != null) {
        TenantRehearsal rehearsal = Answers.read(answer, TenantRehearsal.class);
        if (!shell.json()) {
          print(survey, rehearsal);
        }
        return (isWell(rehearsal) ? ExitCode.DONE : ExitCode.ROLLOUT_FAILED).number();
      }
    }
    if (!shell.json()) {
      survey.printUnanswered(shell);
    }
    return ExitCode.ROLLOUT_FAILED.number();
  }

  private static boolean isWell(TenantRehearsal rehearsal) {
    return rehearsal.refusals().isEmpty()
        && rehearsal.scripts().stream()
            .noneMatch(script -> script.result() == RehearsalResult.FAILED);
  }

  private void print(Survey survey, TenantRehearsal rehearsal) {
    shell
        .out()
        .printf(
            "rehearsal of %s at %s, %s, PostgreSQL %d; everything was taken back%n",
            Texts.line(survey.status().release()),
            tenant,
            rehearsal.version() == null ? "no version" : "version " + rehearsal.version(),
            rehearsal.serverMajor());
    rehearsal
        .refusals()
        .forEach(refusal -> shell.out().println("would refuse: " + Texts.line(refusal.message())));
    if (rehearsal.refusals().isEmpty() && rehearsal.scripts().isEmpty()) {
      shell.out().println("nothing pending");
    }
    rehearsal.scripts().forEach(this::print);
  }

  private void print(RehearsedScript script) {
    shell
        .out()
        .println(
            switch (script.result()) {
              case RAN ->
                  "%s  %s"
                      .formatted(
                          Texts.line(script.path()),
                          Texts.took(Duration.ofMillis(script.tookMillis())));
              case FAILED ->
                  "%s  FAILED %s%s %s"
                      .formatted(
                          Texts.line(script.path()),
                          script.sqlState() == null ? "" : script.sqlState(),
                          script.line() == null ? "" : " line " + script.line(),
                          Texts.line(script.message()));
              case SKIPPED ->
                  "%s  left out: %s"
                      .formatted(Texts.line(script.path()), Texts.line(script.message()));
              case NOT_REACHED -> "%s  not reached".formatted(Texts.line(script.path()));
            });
    script
        .rewrites()
        .forEach(
            rewrite ->
                shell
                    .out()
                    .printf(
                        "    rewrites table %s (%s)%n",
                        Texts.line(rewrite.table()), Texts.bytes(rewrite.bytes())));
    script.locks().forEach(this::print);
  }

  private void print(LockTaken lock) {
    shell
        .out()
        .printf(
            "    locks %s %s %s%s%n",
            lock.kind(),
            Texts.line(lock.relation()),
            lock.mode(),
            lock.keepsReadersOut() ? ", keeps readers and writers out" : "");
  }
}
