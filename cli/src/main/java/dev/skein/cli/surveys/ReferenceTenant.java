package dev.skein.cli.surveys;

import dev.skein.cli.client.SurveyAnswer;
import dev.skein.cli.client.SurveyRequest;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.Shell;
import dev.skein.contracts.answer.TenantInspection;
import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.command.InspectTenant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tenant that others are held against.
 *
 * @param catalog null where it is too long for an answer; then nobody can say what differs
 */
record ReferenceTenant(Fingerprint fingerprint, @Nullable Catalog catalog) {

  static ReferenceTenant ask(Shell shell, String tenant) {
    return ask(shell, tenant, List.of(InspectTenant.FINGERPRINT, InspectTenant.CATALOG))
        .or(() -> ask(shell, tenant, List.of(InspectTenant.FINGERPRINT)))
        .orElseThrow(
            () ->
                new CommandFailedException(
                    ExitCode.ROLLOUT_FAILED,
                    List.of(
                        "expected the fingerprint of tenant %s but it did not answer"
                            .formatted(tenant),
                        "ask it with: skein inspect --tenants " + tenant)));
  }

  private static Optional<ReferenceTenant> ask(Shell shell, String tenant, List<String> facts) {
    Survey survey =
        Survey.ask(
            shell,
            new SurveyRequest(
                "inspect", null, List.of(tenant), List.of(), Map.of(), null, Map.of(), facts));
    SurveyAnswer answer = survey.answers().getFirst();
    if (answer.answer() == null) {
      return Optional.empty();
    }
    TenantInspection inspection = Answers.read(answer, TenantInspection.class);
    return Optional.ofNullable(inspection.fingerprint())
        .map(fingerprint -> new ReferenceTenant(fingerprint, inspection.catalog()));
  }
}
