package dev.skein.standalone;

import dev.skein.standalone.platform.PlatformServers;
import dev.skein.standalone.platform.ShardConfig;
import dev.skein.standalone.platform.StoreLogin;
import dev.skein.testkit.TestKafka;
import dev.skein.testkit.TestPostgres;
import java.util.List;

/** The tests' own servers under a platform, which leaves them as they are. */
record GivenServers(StoreLogin store, List<ShardConfig> shards) implements PlatformServers {
  /** A new store on the shared server. */
  static GivenServers with(List<ShardConfig> shards) {
    TestPostgres postgres = TestPostgres.shared();
    return new GivenServers(
        new StoreLogin(postgres.url(postgres.newDatabase()), postgres.user(), postgres.password()),
        shards);
  }

  @Override
  public String brokers() {
    return TestKafka.brokers();
  }

  @Override
  public void close() {}
}
