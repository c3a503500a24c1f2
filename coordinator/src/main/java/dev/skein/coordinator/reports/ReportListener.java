package dev.skein.coordinator.reports;

import dev.skein.contracts.codec.Decoded;
import dev.skein.contracts.codec.MessageCodec;
import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.report.MigrationReport;
import dev.skein.coordinator.backfills.BackfillReports;
import dev.skein.coordinator.kafka.DeadLetters;
import dev.skein.coordinator.kafka.KafkaClients;
import dev.skein.coordinator.kafka.KafkaTopics;
import dev.skein.coordinator.kafka.RecordHeaders;
import dev.skein.coordinator.kafka.RecordLoop;
import dev.skein.coordinator.surveys.SurveyAnswers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/** Hears what workers report. What cannot be read is kept aside and holds nothing up. */
@Component
class ReportListener extends RecordLoop {
  private static final int BATCH = 1000;
  private static final Duration NOTE = Duration.ofMillis(500);

  private final MessageCodec codec = new MessageCodec("/coordinator");
  private final ReportSteps steps;
  private final SurveyAnswers surveys;
  private final BackfillReports backfills;
  private final AttemptRows attempts;
  private final DeadLetters deadLetters;
  private long noted = System.nanoTime();

  ReportListener(
      KafkaClients clients,
      KafkaTopics topics,
      ReportSteps steps,
      SurveyAnswers surveys,
      BackfillReports backfills,
      AttemptRows attempts,
      DeadLetters deadLetters) {
    super(
        "report-listener",
        List.of(Topics.RESULTS),
        () -> {
          topics.createCommon();
          return clients.consumer("skein-coordinator", BATCH);
        });
    this.steps = steps;
    this.surveys = surveys;
    this.backfills = backfills;
    this.attempts = attempts;
    this.deadLetters = deadLetters;
  }

  @Override
  protected void handle(List<ConsumerRecord<String, byte[]>> batch) {
    Map<RolloutId, List<MigrationReport>> byRollout = new TreeMap<>();
    List<MigrationReport> others = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> message : batch) {
      switch (codec.decode(RecordHeaders.of(message.headers()), message.value())) {
        case Decoded.Read(MigrationReport report) -> {
          RolloutId rollout = report.attempt().rollout();
          if (rollout != null) {
            byRollout.computeIfAbsent(rollout, _ -> new ArrayList<>()).add(report);
          } else {
            others.add(report);
          }
        }
        case Decoded.Read(var other) ->
            deadLetters.keep(message, "expected a report but got " + other.getClass().getName());
        case Decoded.Refused(String why) -> deadLetters.keep(message, why);
      }
    }
    byRollout.forEach(steps::on);
    if (!others.isEmpty()) {
      surveys.on(others);
      backfills.on(others);
    }
  }

  @Override
  protected void readToEnd(Collection<Integer> partitions) {
    if (!partitions.isEmpty() && System.nanoTime() - noted > NOTE.toNanos()) {
      attempts.heard(partitions);
      noted = System.nanoTime();
    }
  }
}
