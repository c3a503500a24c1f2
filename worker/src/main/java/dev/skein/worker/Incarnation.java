package dev.skein.worker;

import dev.skein.contracts.report.WorkerRef;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** This life of this worker. */
@Component
public final class Incarnation {
  private final WorkerRef worker;

  Incarnation(WorkerProperties properties) {
    this.worker = new WorkerRef(properties.workerId(), UUID.randomUUID().toString());
  }

  public WorkerRef worker() {
    return worker;
  }
}
