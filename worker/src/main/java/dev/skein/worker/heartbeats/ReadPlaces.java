package dev.skein.worker.heartbeats;

import dev.skein.contracts.id.ShardId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

/** How far the worker has read each partition that it owns: the next offset. */
@Component
public class ReadPlaces {
  private final Map<ShardId, Map<Integer, Long>> next = new ConcurrentHashMap<>();

  public Map<Integer, Long> of(ShardId shard) {
    return Map.copyOf(places(shard));
  }

  public void own(ShardId shard, int partition, long place) {
    places(shard).put(partition, place);
  }

  public void disown(ShardId shard, int partition) {
    places(shard).remove(partition);
  }

  public void read(ShardId shard, ConsumerRecords<String, byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<String, byte[]>> read = records.records(partition);
      places(shard).put(partition.partition(), read.getLast().offset() + 1);
    }
  }

  private Map<Integer, Long> places(ShardId shard) {
    return next.computeIfAbsent(shard, _ -> new ConcurrentHashMap<>());
  }
}
