package dev.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {
  private static final String SHARDS = "GET /api/shards";

  @TempDir private Path home;
  private FakeCoordinator coordinator;

  @BeforeEach
  void start() throws IOException {
    coordinator = new FakeCoordinator();
  }

  @AfterEach
  void stop() {
    coordinator.close();
  }

  @ParameterizedTest
  @CsvSource({"400,1", "404,1", "422,1", "401,4", "403,4", "409,4", "500,3", "503,3", "302,3"})
  void mapsEachStatusToAnExitCode(int status, int exitCode) {
    coordinator.on(SHARDS, status, "{\"detail\":\"expected this but got that\"}");
    Cli.Result result = new Cli().at(coordinator).run("shards", "list");
    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.err()).contains("expected this but got that").doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void printsEachProblemInItsLine() {
    coordinator.on(
        SHARDS, 422, "{\"detail\":\"a\\nb\",\"problems\":[\"line 2: a\",\"line 3: b\\u001b\"]}");
    Cli.Result result = new Cli().at(coordinator).run("shards", "list");
    assertThat(result.err()).isEqualTo("skein: line 2: a\nskein: line 3: b\n");
  }

  @Test
  void printsOneJsonObjectWhereJsonIsAskedFor() {
    coordinator.on(SHARDS, 409, "{\"detail\":\"held\"}");
    Cli.Result result = new Cli().at(coordinator).run("shards", "list", "--json");
    assertThat(result.err())
        .isEqualTo("{\"message\":\"held\",\"problems\":[],\"exitCode\":4,\"status\":409}\n");
    assertThat(new Cli().run("--json", "nonsense").err())
        .startsWith("{")
        .contains("\"exitCode\":1");
  }

  @Test
  void namesTheAddressThatCannotBeReached() {
    coordinator.close();
    Cli.Result result = new Cli().at(coordinator).run("shards", "list");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err())
        .startsWith("skein: cannot reach the coordinator at " + coordinator.url())
        .contains("next: ");
  }

  @Test
  void saysWhatAnsweredWhenItIsNoCoordinator() {
    coordinator.on(SHARDS, 200, "<html>hello</html>");
    Cli.Result result = new Cli().at(coordinator).run("shards", "list");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("<html>hello</html>");
  }

  @Test
  void usesTheCoordinatorOfTheHomeFolder() throws IOException {
    coordinator.on(SHARDS, 200, "{\"items\":[]}");
    localCoordinator();
    Cli.Result result = new Cli().run("shards", "list", "--home", home.toString());
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(new Cli().env("SKEIN_HOME", home.toString()).run("shards", "list").exitCode())
        .isZero();
  }

  @Test
  void neverSendsTheHomeFoldersTokenElsewhere() throws IOException {
    localCoordinator();
    Cli.Result result =
        new Cli()
            .env("SKEIN_HOME", home.toString())
            .run("shards", "list", "--url", "http://127.0.0.1:1");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("expected an access token for http://127.0.0.1:1");
  }

  @Test
  void saysHowToStartACoordinatorWhenNoneIsKnown() {
    Cli.Result result = new Cli().env("HOME", home.toString()).run("shards", "list");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains(home.resolve(".skein").toString(), "skein up");
  }

  @Test
  void namesABrokenHomeFolder() throws IOException {
    Files.writeString(home.resolve("coordinator.json"), "{");
    Cli.Result result = new Cli().run("shards", "list", "--home", home.toString());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("coordinator.json");
  }

  @Test
  void refusesAnIdThatWouldNameAnotherPath() {
    assertThat(new Cli().at(coordinator).run("tenants", "show", "..").exitCode()).isEqualTo(1);
    assertThat(coordinator.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "publsh,publish",
    "rollout retr,retry",
  })
  void proposesTheCommandThatWasMeant(String typed, String meant) {
    Cli.Result result = new Cli().run(typed.split(" "));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("did you mean: ", meant);
  }

  private void localCoordinator() throws IOException {
    Files.writeString(
        home.resolve("coordinator.json"),
        "{\"url\":\"" + coordinator.url() + "\",\"tokenFile\":\"token\"}");
    Files.writeString(home.resolve("token"), FakeCoordinator.TOKEN + "\n");
  }
}
