package dev.skein.coordinator.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.coordinator.web.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BodiesTest {
  private static final Instant AT = Instant.parse("2026-11-22T08:00:00.123Z");

  private static RolloutNews news(String state, String message, String link) {
    return new RolloutNews(
        "r7-kqzt",
        new RolloutNews.Release("2026.11.3", "sha256:ab", "42"),
        state,
        "1 canary failure reached the limit of 1",
        0,
        3,
        null,
        null,
        new RolloutNews.Tenants(60, 2, 1, 1, 0, 0, 56),
        List.of(
            new RolloutNews.Cause(
                "c-43deda4e",
                "failure",
                "23505",
                "V42__one_email.sql",
                message,
                1,
                List.of("acme"))),
        link,
        "skein rollout status r7-kqzt");
  }

  private static final String PATH = "/api/rollouts/r7-kqzt";

  @Test
  void theStandardBodyIsAsReceiversKnowIt() {
    assertThat(
            Bodies.of(
                WebhookFormat.STANDARD,
                NewsType.HALTED,
                AT,
                news("HALTED", "duplicate key", PATH).linked("https://skein.example.com")))
        .isEqualTo(
            """
            {"type":"rollout.halted","timestamp":"2026-11-22T08:00:00.123Z",\
            "data":{"rollout":"r7-kqzt",\
            "release":{"name":"2026.11.3","digest":"sha256:ab","head":"42"},\
            "state":"HALTED","reason":"1 canary failure reached the limit of 1",\
            "wave":0,"waves":3,\
            "tenants":{"total":60,"succeeded":2,"alreadyCurrent":1,"failed":1,"excepted":0,\
            "inFlight":0,"waiting":56},\
            "causes":[{"cluster":"c-43deda4e","kind":"failure","sqlState":"23505",\
            "script":"V42__one_email.sql","message":"duplicate key","tenants":1,\
            "sample":["acme"]}],\
            "link":"https://skein.example.com/api/rollouts/r7-kqzt",\
            "next":"skein rollout status r7-kqzt"}}\
            """);
  }

  @Test
  void theSlackBodyIsATextForPeople() {
    String body =
        Bodies.of(
            WebhookFormat.SLACK,
            NewsType.HALTED,
            AT,
            news("HALTED", "duplicate key", PATH).linked("https://skein.example.com"));

    assertThat(Json.texts(body))
        .containsOnlyKeys("text")
        .containsEntry(
            "text",
            """
            *Rollout r7-kqzt halted*: 1 canary failure reached the limit of 1
            release 2026.11.3, canary of 3 waves, 3 of 60 tenants done, 1 failed
            • 23505 V42__one_email.sql duplicate key (1: acme)
            https://skein.example.com/api/rollouts/r7-kqzt
            next: `skein rollout status r7-kqzt`\
            """);
  }

  @Test
  void whatADatabaseSaidMentionsNobodyInAChat() {
    String body =
        Bodies.of(
            WebhookFormat.SLACK,
            NewsType.COMPLETED,
            AT,
            news("COMPLETED_WITH_EXCEPTIONS", "<!channel> & `x`", PATH));

    assertThat(Json.texts(body).get("text"))
        .startsWith("*Rollout r7-kqzt completed with exceptions*")
        .contains("&lt;!channel&gt; &amp; 'x'")
        .doesNotContain("<!channel>", "/api/");
  }

  @Test
  void aTextIsCutBeforeAChatRefusesIt() {
    String body =
        Bodies.of(WebhookFormat.SLACK, NewsType.HALTED, AT, news("HALTED", "x".repeat(9000), PATH));

    assertThat(Json.texts(body).get("text")).hasSize(3001);
  }

  @Test
  void aTestSaysThatItIsOne() {
    assertThat(Bodies.test(WebhookFormat.STANDARD, AT, "ops"))
        .isEqualTo(
            "{\"type\":\"webhook.test\",\"timestamp\":\"2026-11-22T08:00:00.123Z\","
                + "\"data\":{\"test\":true,\"webhook\":\"ops\"}}");
    assertThat(Json.texts(Bodies.test(WebhookFormat.SLACK, AT, "ops")))
        .isEqualTo(Map.of("text", "Skein: this is a test of webhook *ops*."));
  }
}
