package dev.gradus.mnist;

import dev.gradus.backend.Device;
import dev.gradus.nn.layer.Activation;
import dev.gradus.tensor.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options whose value is one of a few words, in any case. */
abstract class Choices<E extends Enum<E>> implements ITypeConverter<E> {
  private final Class<E> type;

  private Choices(Class<E> type) {
    this.type = type;
  }

  @Override
  public E convert(String text) {
    for (E value : type.getEnumConstants()) {
      if (value.name().equalsIgnoreCase(text)) {
        return value;
      }
    }
    List<String> words =
        Arrays.stream(type.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    throw new TypeConversionException(
        "expected %s, got '%s'".formatted(String.join(" or ", words), text));
  }

  static final class OfPrecision extends Choices<Precision> {
    OfPrecision() {
      super(Precision.class);
    }
  }

  static final class OfDevice extends Choices<Device> {
    OfDevice() {
      super(Device.class);
    }
  }

  static final class OfActivation extends Choices<Activation> {
    OfActivation() {
      super(Activation.class);
    }
  }

  static final class OfInit extends Choices<NetworkOptions.Init> {
    OfInit() {
      super(NetworkOptions.Init.class);
    }
  }

  static final class OfOptimizer extends Choices<LearningOptions.Rule> {
    OfOptimizer() {
      super(LearningOptions.Rule.class);
    }
  }

  static final class OfLesson extends Choices<Lesson> {
    OfLesson() {
      super(Lesson.class);
    }
  }
}
