package dev.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.cli.shell.Terminal;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final String STATUS = "GET /api/rollouts/latest";
  private static final String EVENTS = "GET /api/rollouts/r7-kqzt/events";
  private static final String POLL = "GET /api/rollouts/r7-kqzt";
  private static final String FAILURES = "GET /api/rollouts/r7-kqzt/failures";
  private static final String GROUPS =
      """
      {"items":[{"sqlState":"23505","script":"V7__unique.sql","message":"duplicate key",
      "kind":"failure","tenants":3,"sample":["t-0012","t-0033"]}]}\
      """;

  private static final String NONE = Statuses.counts(60, 0, 0, 0, 0);

  private FakeCoordinator coordinator;

  @BeforeEach
  void start() throws IOException {
    coordinator = new FakeCoordinator();
  }

  @AfterEach
  void stop() {
    coordinator.close();
  }

  @Test
  void endsWithOneLineThatScriptsCanRead() {
    coordinator
        .on(STATUS, 200, Statuses.running())
        .streams(
            EVENTS,
            ": still here\n\n"
                + Statuses.event("status", Statuses.running())
                + Statuses.event("end", Statuses.completed()));
    Cli.Result result = new Cli().at(coordinator).run("watch");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines().toList())
        .contains("2 tenants already current")
        .endsWith("COMPLETED: 60 tenants, 60 succeeded, 0 failed in 4.2 s");
    assertThat(result.out()).contains("wave 1 RUNNING 12/54, 8 in flight").doesNotContain("\u001b");
  }

  @Test
  void endsWithTwoWhenTenantsFailedAndSaysWhatToDo() {
    coordinator
        .on(STATUS, 200, Statuses.failed("COMPLETED_WITH_EXCEPTIONS", ""))
        .on(FAILURES, 200, GROUPS);
    Cli.Result result = new Cli().at(coordinator).run("watch");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out())
        .contains("failed t-0012 on eu-1: 23505 V7__unique.sql:12 duplicate key [2J value")
        .contains("failed 3 tenants: 23505 V7__unique.sql duplicate key")
        .contains("t-0012, t-0033 and 1 more")
        .contains("skein rollout retry r7-kqzt")
        .endsWith("COMPLETED_WITH_EXCEPTIONS: 60 tenants, 57 succeeded, 3 failed in 4.2 s\n")
        .doesNotContain("\u001b");
  }

  @Test
  void endsWithTwoAndTheReasonWhenTheRolloutHalted() {
    coordinator
        .on(STATUS, 200, Statuses.running())
        .streams(EVENTS, Statuses.event("status", Statuses.failed("HALTED", "the canary failed")))
        .on(POLL, 200, Statuses.failed("HALTED", "the canary failed"))
        .on(FAILURES, 200, GROUPS);
    Cli.Result result = new Cli().at(coordinator).run("watch");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out())
        .contains("halted: the canary failed")
        .contains("skein rollout abort r7-kqzt")
        .endsWith("HALTED: 60 tenants, 57 succeeded, 3 failed in 4.2 s\n");
  }

  @Test
  void goesOnByAskingWhereNoStreamIsToBeHad() {
    coordinator
        .on(STATUS, 200, Statuses.running())
        .on(EVENTS, 502, "")
        .on(POLL, 503, "")
        .on(POLL, 200, Statuses.running())
        .on(POLL, 200, Statuses.completed());
    Cli.Result result = new Cli().at(coordinator).run("watch");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("HTTP 503", "; trying again");
  }

  @Test
  void printsOneStatusALineAsJson() {
    coordinator
        .on(STATUS, 200, Statuses.running())
        .streams(EVENTS, Statuses.event("end", Statuses.completed()));
    Cli.Result result = new Cli().at(coordinator).run("watch", "--json");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"id\":\"r7-"));
  }

  @Test
  void redrawsInPlaceOnATerminalAndGivesTheCursorBack() {
    coordinator
        .on(STATUS, 200, Statuses.running())
        .streams(EVENTS, Statuses.event("end", Statuses.completed()));
    Terminal terminal = new Terminal(true, true, () -> new Terminal.Size(90, 24));
    Cli.Result result = new Cli().at(coordinator).on(terminal).run("watch");
    assertThat(result.out())
        .contains("\u001b[?25l", "█", "60/54", "\u001b[?25h")
        .contains("\u001b[4A");
    assertThat(result.out().lastIndexOf("\u001b[?25l"))
        .isLessThan(result.out().lastIndexOf("\u001b[?25h"));
  }

  @Test
  void printsLinesInCiEvenOnATerminal() {
    coordinator.on(STATUS, 200, Statuses.completed());
    Terminal terminal = new Terminal(true, true, () -> new Terminal.Size(90, 24));
    Cli.Result result =
        new Cli().at(coordinator).on(terminal).env("CI", "true").run("watch", "--no-color");
    assertThat(result.out()).doesNotContain("\u001b").contains("r7-kqzt COMPLETED");
  }

  @Test
  void endsWithZeroAtTheStateThatIsWaitedFor() {
    coordinator
        .on(STATUS, 200, Statuses.running())
        .streams(EVENTS, Statuses.event("status", Statuses.json("PAUSED", "", NONE, "[]")))
        .on(POLL, 200, Statuses.json("PAUSED", "", NONE, "[]"));
    Cli.Result result = new Cli().at(coordinator).run("watch", "--until", "paused");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("PAUSED: 60 tenants");
    // The state of one of its waves will do.
    Cli.Result wave = new Cli().at(coordinator).run("watch", "--until", "PASSED");
    assertThat(wave.exitCode()).isZero();
  }

  @Test
  void waitsForAWaveThatWaitsForAPerson() {
    String gated =
        Statuses.running().replace("\"index\":1,", "\"index\":1,\"approval\":\"AWAITED\",");
    coordinator.on(STATUS, 200, gated);
    Cli.Result result = new Cli().at(coordinator).run("watch", "--until", "approval");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void endsWithTwoWhenItEndsInAnotherStateOrTheTimeIsOver() {
    coordinator.on(STATUS, 200, Statuses.failed("HALTED", "the canary failed"));
    Cli cli = new Cli().at(coordinator);
    assertThat(cli.run("watch", "--until", "baking").exitCode()).isEqualTo(2);
    coordinator
        .on("GET /api/rollouts/r8", 200, Statuses.running())
        .on(EVENTS, 502, "")
        .on(POLL, 200, Statuses.running());
    Cli.Result late = cli.run("watch", "r8", "--until", "baking", "--timeout", "1s");
    assertThat(late.exitCode()).isEqualTo(2);
    assertThat(late.out()).contains("RUNNING: 60 tenants");
  }

  @Test
  void refusesAStateThatThereIsNotAndAnotherFormOfTime() {
    Cli cli = new Cli().at(coordinator);
    assertThat(cli.run("watch", "--until", "done").err())
        .contains("expected --until with a state of a rollout or a wave (PLANNED, ")
        .contains("BAKING")
        .contains("but got \"done\"");
    Cli.Result time = cli.run("watch", "--until", "baking", "--timeout", "soon");
    assertThat(time.exitCode()).isEqualTo(1);
    assertThat(time.err()).contains("expected --timeout like 90s, 10m or 2h but got \"soon\"");
  }
}
