package dev.skein.contracts.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a field that a sender left out though its record does not allow null. The records' own
 * {@code @Nullable} marks say which may be absent, so that the rule stands in one place.
 */
final class RequiredFields {
  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents()).map(RequiredFields::field).toList();
        }
      };

  private RequiredFields() {}

  /** The path of the first missing field ({@code attempt.tenant}), or null when all are there. */
  static @Nullable String missing(Object message) {
    return missing(message, "");
  }

  private static @Nullable String missing(Object value, String path) {
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        Object element = list.get(i);
        String found = element == null ? path + i : missing(element, path + i + ".");
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    if (!(value instanceof Record)) {
      return null;
    }
    for (Field field : FIELDS.get(value.getClass())) {
      Object content = field.read(value);
      if (content == null && !field.nullable) {
        return path + field.name;
      }
      String found = content == null ? null : missing(content, path + field.name + ".");
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static Field field(RecordComponent component) {
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    try {
      return new Field(
          component.getName(), nullable, MethodHandles.lookup().unreflect(component.getAccessor()));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a contract's record is not public: " + component, e);
    }
  }

  private record Field(String name, boolean nullable, MethodHandle accessor) {
    @Nullable Object read(Object target) {
      try {
        return accessor.invoke(target);
      } catch (Throwable e) {
        throw new IllegalStateException("an accessor of a record threw", e);
      }
    }
  }
}
