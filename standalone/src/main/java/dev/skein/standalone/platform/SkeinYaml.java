package dev.skein.standalone.platform;

import dev.skein.contracts.id.ShardId;
import dev.skein.engine.backup.BackupCommand;
import dev.skein.release.yaml.YamlDocument;
import dev.skein.release.yaml.YamlNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code skein.yaml}: the shards that a standalone platform serves. */
public final class SkeinYaml {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
  private static final int MOST = 1000;

  private SkeinYaml() {}

  /**
   * @param source the file's name, for errors
   * @param environment what {@code ${NAME}} in a password stands for
   * @throws dev.skein.release.yaml.InvalidYamlException naming file, line and what was expected
   */
  public static List<ShardConfig> shards(
      String source, String text, Map<String, String> environment) {
    YamlNode root = YamlDocument.parse(source, text).root();
    root.rejectUnknownKeys(Set.of("shards"));
    List<ShardConfig> shards = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (YamlNode node : root.required("shards").list()) {
      ShardConfig shard = shard(node, environment);
      if (!ids.add(shard.id())) {
        throw node.required("id").expected("each shard once");
      }
      shards.add(shard);
    }
    if (shards.isEmpty()) {
      throw root.required("shards").expected("at least one shard");
    }
    return shards;
  }

  private static ShardConfig shard(YamlNode node, Map<String, String> environment) {
    node.rejectUnknownKeys(
        Set.of(
            "id",
            "url",
            "username",
            "password",
            "password-file",
            "concurrency",
            "backup",
            "replica-lag"));
    Optional<YamlNode> password = node.optional("password");
    Optional<YamlNode> file = node.optional("password-file");
    if (password.isPresent() == file.isPresent()) {
      throw node.expected("a shard with one of password and password-file");
    }
    YamlNode url = node.required("url");
    if (!url.text().startsWith("jdbc:postgresql://")) {
      throw url.expected("a URL like jdbc:postgresql://host:5432/postgres");
    }
    return new ShardConfig(
        node.required("id").as("a shard id like eu-1", ShardId::new).value(),
        url.text(),
        node.required("username").text(),
        password.map(value -> filled(value, environment)).orElse(null),
        file.map(value -> Path.of(value.text())).orElse(null),
        node.optional("concurrency")
            .map(value -> (int) value.integer(1, MOST))
            .orElse(ShardConfig.USUAL_CONCURRENCY),
        node.optional("backup").map(SkeinYaml::backup).orElse(null),
        positive(node, "replica-lag"));
  }

  private static BackupCommand backup(YamlNode node) {
    node.rejectUnknownKeys(Set.of("command", "timeout", "environment"));
    YamlNode command = node.required("command");
    List<String> words = command.list().stream().map(YamlNode::text).toList();
    if (words.isEmpty() || words.getFirst().isBlank()) {
      throw command.expected("a program and its arguments, like [/etc/skein/backup.sh]");
    }
    return new BackupCommand(
        words,
        positive(node, "timeout"),
        node.optional("environment")
            .map(names -> names.list().stream().map(YamlNode::text).toList())
            .orElse(null));
  }

  private static @Nullable Duration positive(YamlNode node, String key) {
    Duration duration = node.optional(key).map(YamlNode::duration).orElse(null);
    if (duration != null && !duration.isPositive()) {
      throw node.required(key).expected("a duration above 0");
    }
    return duration;
  }

  private static String filled(YamlNode node, Map<String, String> environment) {
    Matcher matcher = VARIABLE.matcher(node.text());
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String value = environment.get(matcher.group(1));
      if (value == null) {
        throw node.expected("the environment variable " + matcher.group(1) + " to be set");
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString();
  }
}
