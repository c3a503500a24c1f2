package dev.skein.worker.answers;

import dev.skein.contracts.id.AnswerDigest;

/** An answer that can be reported. */
public sealed interface WrittenAnswer {
  /** The length of its JSON. */
  long bytes();

  /** It is short enough to stand in the message. */
  record Said(String json, long bytes) implements WrittenAnswer {}

  /** The coordinator has it already. */
  record Left(AnswerDigest digest, long bytes) implements WrittenAnswer {}
}
