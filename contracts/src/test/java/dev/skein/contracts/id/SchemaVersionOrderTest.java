package dev.skein.contracts.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order against the plain definition: number by number, missing numbers are zero. */
class SchemaVersionOrderTest {
  private final Random random = new Random(7);

  private String version() {
    return IntStream.rangeClosed(0, random.nextInt(4))
        .mapToObj(_ -> "0".repeat(random.nextInt(3)) + number())
        .collect(Collectors.joining("."));
  }

  private String number() {
    return switch (random.nextInt(4)) {
      case 0 -> "0";
      case 1 -> "20250807132908" + random.nextInt(3) + "123456789";
      default -> Integer.toString(random.nextInt(12));
    };
  }

  private static int defined(String left, String right) {
    List<BigInteger> l = parts(left);
    List<BigInteger> r = parts(right);
    for (int i = 0; i < Math.max(l.size(), r.size()); i++) {
      BigInteger mine = i < l.size() ? l.get(i) : BigInteger.ZERO;
      int order = mine.compareTo(i < r.size() ? r.get(i) : BigInteger.ZERO);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<BigInteger> parts(String version) {
    return Arrays.stream(version.split("\\.", -1)).map(BigInteger::new).toList();
  }

  @Test
  void theOrderIsTheDefinedOneAndEqualVersionsHashAlike() {
    for (int i = 0; i < 20_000; i++) {
      String left = version();
      String right = random.nextInt(4) == 0 ? left + ".0" : version();
      SchemaVersion a = new SchemaVersion(left);
      SchemaVersion b = new SchemaVersion(right);

      assertThat(Integer.signum(a.compareTo(b)))
          .as("%s and %s", left, right)
          .isEqualTo(defined(left, right));
      assertThat(a.equals(b)).isEqualTo(defined(left, right) == 0);
      if (a.equals(b)) {
        assertThat(a).hasSameHashCodeAs(b);
      }
    }
  }
}
