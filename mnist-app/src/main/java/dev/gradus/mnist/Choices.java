package dev.gradus.mnist;

import dev.gradus.backend.Device;
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
      if (word(value).equalsIgnoreCase(text)) {
        return value;
      }
    }
    List<String> words = Arrays.stream(type.getEnumConstants()).map(Choices::word).toList();
    throw new TypeConversionException(
        "expected %s, got '%s'".formatted(String.join(" or ", words), text));
  }

  /** The word that means a value. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
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

  static final class OfActivation extends Choices<NetworkPlan.Between> {
    OfActivation() {
      super(NetworkPlan.Between.class);
    }
  }

  static final class OfInit extends Choices<NetworkPlan.Start> {
    OfInit() {
      super(NetworkPlan.Start.class);
    }
  }

  static final class OfOptimizer extends Choices<OptimizerPlan.Rule> {
    OfOptimizer() {
      super(OptimizerPlan.Rule.class);
    }
  }

  static final class OfDecay extends Choices<OptimizerPlan.Decay> {
    OfDecay() {
      super(OptimizerPlan.Decay.class);
    }
  }

  static final class OfNormalization extends Choices<DataPlan.Scaling> {
    OfNormalization() {
      super(DataPlan.Scaling.class);
    }
  }

  static final class OfClassWeights extends Choices<LossPlan.Weights> {
    OfClassWeights() {
      super(LossPlan.Weights.class);
    }
  }
}
