package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.codec.MessageCodec;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AccessE2E {
  private final TestPlatform platform = TestPlatform.shared();

  @Test
  void everyEndpointNeedsTheToken() {
    JsonNode paths =
        MessageCodec.jsonMapper()
            .readTree(platform.http().get("/api/openapi").body())
            .path("paths");
    List<String> called = new ArrayList<>();
    for (Http http :
        List.of(
            new Http(platform.platform().url(), null),
            new Http(platform.platform().url(), "not-the-token-but-as-long-as-one"))) {
      paths
          .propertyNames()
          .forEach(
              path ->
                  paths
                      .path(path)
                      .propertyNames()
                      .forEach(
                          method -> {
                            String filled = path.replaceAll("\\{[a-z]+}", "x1");
                            HttpResponse<String> answer =
                                http.call(
                                    method.toUpperCase(Locale.ROOT), filled, null, new byte[0]);
                            assertThat(answer.statusCode())
                                .as("%s %s", method, filled)
                                .isEqualTo(401);
                            called.add(method + " " + path);
                          }));
      assertThat(http.get("/api/openapi").statusCode()).isEqualTo(401);
      assertThat(http.get("/actuator/env").statusCode()).isEqualTo(401);
      assertThat(http.get("/nowhere").statusCode()).isEqualTo(401);
    }
    assertThat(called)
        .contains(
            "post /api/releases",
            "post /api/rollouts",
            "post /api/tenants/import",
            "get /api/releases/{digest}/bundle",
            "get /api/rollouts/{id}/events");
  }

  @Test
  void healthAloneIsOpenAndTellsNothingMore() {
    HttpResponse<String> health = new Http(platform.platform().url(), null).get("/actuator/health");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).doesNotContain("postgres");
    assertThat(platform.http().get("/actuator/env").statusCode()).isEqualTo(404);
  }

  @Test
  void theDocumentIsOpenApi31() {
    assertThat(platform.http().get("/api/openapi").body()).contains("\"openapi\":\"3.1");
  }

  @Test
  void theTokenStandsInAFileForItsOwnerAlone() throws Exception {
    assertThat(java.nio.file.Files.getPosixFilePermissions(platform.home().resolve("token")))
        .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    assertThat(platform.log()).doesNotContain(platform.token());
  }
}
