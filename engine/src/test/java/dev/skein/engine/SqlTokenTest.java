package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlTokenTest {

  private static List<String> texts(String sql) {
    return SqlToken.of(sql, 100).stream().map(token -> token.kind() + " " + token.text()).toList();
  }

  @Test
  void words_names_literals_and_signs_are_told_apart() {
    assertThat(texts("Select é1, \"a\"\"b\".c::text, 'it''s', 1.5e3"))
        .containsExactly(
            "WORD Select",
            "WORD é1",
            "SIGN ,",
            "NAME \"a\"\"b\"",
            "SIGN .",
            "WORD c",
            "SIGN :",
            "SIGN :",
            "WORD text",
            "SIGN ,",
            "LITERAL 'it''s'",
            "SIGN ,",
            "LITERAL 1",
            "SIGN .",
            "LITERAL 5e3");
  }

  @Test
  void comments_are_none_and_nest() {
    assertThat(texts("a -- b\n/* c /* d */ e */ f --")).containsExactly("WORD a", "WORD f");
    assertThat(texts("a /* open /* */ b")).containsExactly("WORD a");
  }

  @Test
  void strings_hide_what_they_hold() {
    assertThat(texts("e'\\'; a' $x$ b $y$ '$x$ c $$d$$ '\\' f $1"))
        .containsExactly(
            "LITERAL e'\\'; a'",
            "LITERAL $x$ b $y$ '$x$",
            "WORD c",
            "LITERAL $$d$$",
            "LITERAL '\\'",
            "WORD f",
            "SIGN $",
            "LITERAL 1");
    assertThat(texts("'open")).containsExactly("LITERAL 'open");
    assertThat(texts("e'open\\")).containsExactly("LITERAL e'open\\");
    assertThat(texts("$a$open")).containsExactly("LITERAL $a$open");
    assertThat(texts("$")).containsExactly("SIGN $");
  }

  @Test
  void no_more_are_read_than_asked_for() {
    assertThat(SqlToken.of("a b c d", 2)).hasSize(2);
  }
}
