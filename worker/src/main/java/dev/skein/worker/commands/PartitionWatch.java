package dev.skein.worker.commands;

import dev.skein.worker.attempts.ShardQueue;
import dev.skein.worker.heartbeats.ReadPlaces;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** Follows which partitions the worker owns: its part of the shard's connections goes by them. */
final class PartitionWatch implements ConsumerRebalanceListener {
  private final Consumer<String, byte[]> consumer;
  private final ShardQueue queue;
  private final ReadPlaces places;

  PartitionWatch(Consumer<String, byte[]> consumer, ShardQueue queue, ReadPlaces places) {
    this.consumer = consumer;
    this.queue = queue;
    this.places = places;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    queue.own(consumer.assignment().size());
    for (TopicPartition partition : partitions) {
      places.own(queue.shard().shardId(), partition.partition(), consumer.position(partition));
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> places.disown(queue.shard().shardId(), partition.partition()));
  }
}
