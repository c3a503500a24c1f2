package dev.skein.coordinator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.coordinator.web.RefusedException;
import dev.skein.release.yaml.InvalidYamlException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TenantFileTest {
  private static final String HEADER = "id,shard,database,schema,labels\n";

  @Test
  void aLineOfCsvIsATenantWithItsLabels() {
    TenantEntry entry =
        TenantFile.csv(HEADER + "acme,eu-1,tenant_acme,public,tier=gold;region=eu\n").getFirst();

    assertThat(entry.target().tenant().value()).isEqualTo("acme");
    assertThat(entry.target().database()).isEqualTo("tenant_acme");
    assertThat(entry.target().labels()).isEqualTo(Map.of("tier", "gold", "region", "eu"));
  }

  @Test
  void theSchemaIsPublicWhereNoneIsNamed() {
    assertThat(TenantFile.csv(HEADER + "acme,eu-1,d,,\n").getFirst().target().schema())
        .isEqualTo("public");
  }

  @Test
  void quotedNamesKeepTheirCommas() {
    assertThat(TenantFile.csv(HEADER + "acme,eu-1,\"a,b\",s,\n").getFirst().target().database())
        .isEqualTo("a,b");
  }

  @Test
  void yamlAndJsonSayTheSame() {
    String yaml = "- {id: acme, shard: eu-1, database: d, labels: {tier: gold}}";
    String json =
        "[{\"id\":\"acme\",\"shard\":\"eu-1\",\"database\":\"d\",\"labels\":{\"tier\":\"gold\"}}]";

    assertThat(TenantFile.yaml(yaml).getFirst().target())
        .isEqualTo(TenantFile.yaml(json).getFirst().target());
    assertThat(TenantFile.yaml("tenants:\n  " + yaml)).hasSize(1);
  }

  @Test
  void everyBadLineIsNamedAtOnce() {
    assertThatThrownBy(
            () ->
                TenantFile.csv(
                    HEADER
                        + "Acme,eu-1,d,s,\nb,EU 1,d,s,\nc,eu-1,d\nd,eu-1,d,s,gold\ne,eu-1,,s,\n"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll("line 2", "line 3", "line 4", "line 5", "line 6", "\"Acme\"");
  }

  @Test
  void aTenantTwiceIsRefusedByBothLines() {
    assertThatThrownBy(() -> TenantFile.csv(HEADER + "a,s,d,p,\nb,s,e,p,\na,s,f,p,\n"))
        .hasMessageContaining("line 4: expected each tenant once but a stands in line 2 too");
  }

  @Test
  void anotherHeaderAndAnEmptyListAreRefused() {
    assertThatThrownBy(() -> TenantFile.csv("id,shard\na,b\n"))
        .hasMessageContaining("expected the header");
    assertThatThrownBy(() -> TenantFile.csv(HEADER)).hasMessageContaining("at least one tenant");
    assertThatThrownBy(() -> TenantFile.yaml("- {id: a, shard: s, database: d, colour: red}"))
        .isInstanceOf(InvalidYamlException.class)
        .hasMessageContaining("colour");
  }
}
