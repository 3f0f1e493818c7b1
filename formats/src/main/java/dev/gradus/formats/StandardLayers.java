package dev.gradus.formats;

import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.BatchNorm1d;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Elu;
import dev.gradus.nn.layer.Embedding;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.Gelu;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.LeakyRelu;
import dev.gradus.nn.layer.LogSoftmax;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Relu;
import dev.gradus.nn.layer.Sigmoid;
import dev.gradus.nn.layer.Silu;
import dev.gradus.nn.layer.Softmax;
import dev.gradus.nn.layer.Softplus;
import dev.gradus.nn.layer.Tanh;
import java.util.LinkedHashMap;
import java.util.Map;

/** How each layer of Gradus is named in files, described, and made again. */
final class StandardLayers {
  private StandardLayers() {}

  static LayerTypes addTo(LayerTypes types) {
    return withNormalizations(withActivations(types))
        .with("Affine", Affine.class, StandardLayers::describe, StandardLayers::affine)
        .with(
            "Dropout",
            Dropout.class,
            layer -> Map.of("probability", layer.probability()),
            from -> new Dropout(from.ops(), from.number("probability")))
        .with(
            "Embedding",
            Embedding.class,
            layer -> described("count", layer.count(), "width", layer.width()),
            from -> Embedding.of(from.ops(), weight(from, "count", "width")))
        .withPlain("Flatten", Flatten.class, Flatten::new);
  }

  private static LayerTypes withActivations(LayerTypes types) {
    return types
        .withPlain("ReLU", Relu.class, Relu::new)
        .with(
            "LeakyReLU",
            LeakyRelu.class,
            layer -> Map.of("slope", layer.slope()),
            from -> new LeakyRelu(from.ops(), from.number("slope")))
        .with(
            "ELU",
            Elu.class,
            layer -> Map.of("alpha", layer.alpha()),
            from -> new Elu(from.ops(), from.number("alpha")))
        .with(
            "GELU",
            Gelu.class,
            layer -> Map.of("tanh", layer.form() == Gelu.Form.TANH),
            from -> new Gelu(from.ops(), from.flag("tanh") ? Gelu.Form.TANH : Gelu.Form.EXACT))
        .withPlain("SiLU", Silu.class, Silu::new)
        .withPlain("Sigmoid", Sigmoid.class, Sigmoid::new)
        .withPlain("Tanh", Tanh.class, Tanh::new)
        .withPlain("Softplus", Softplus.class, Softplus::new)
        .withPlain("Softmax", Softmax.class, Softmax::new)
        .withPlain("LogSoftmax", LogSoftmax.class, LogSoftmax::new);
  }

  private static LayerTypes withNormalizations(LayerTypes types) {
    return types
        .with(
            "LayerNorm",
            LayerNorm.class,
            layer -> described("features", layer.features(), "epsilon", layer.epsilon()),
            from ->
                LayerNorm.of(
                    from.ops(), gain(from), bias(from, "features"), from.number("epsilon")))
        .with(
            "BatchNorm1d",
            BatchNorm1d.class,
            layer -> {
              Map<String, Object> arguments =
                  described("features", layer.features(), "epsilon", layer.epsilon());
              arguments.put("momentum", layer.momentum());
              return arguments;
            },
            StandardLayers::batchNorm);
  }

  private static BatchNorm1d batchNorm(LayerArguments from) {
    int features = from.integer("features");
    return BatchNorm1d.of(
        from.ops(),
        gain(from),
        bias(from, "features"),
        new BatchNorm1d.Statistics(
            from.tensor("running_mean", features), from.tensor("running_var", features)),
        from.number("epsilon"),
        from.number("momentum"));
  }

  private static Map<String, ?> describe(Affine affine) {
    Map<String, Object> arguments = described("in", affine.in(), "out", affine.out());
    arguments.put("bias", affine.hasBias());
    return arguments;
  }

  private static Affine affine(LayerArguments from) {
    Parameter weight = weight(from, "out", "in");
    return from.flag("bias")
        ? Affine.of(from.ops(), weight, bias(from, "out"))
        : Affine.withoutBias(from.ops(), weight);
  }

  /** In this order in the file. */
  private static Map<String, Object> described(
      String first, Object value, String second, Object secondValue) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put(first, value);
    arguments.put(second, secondValue);
    return arguments;
  }

  private static Parameter weight(LayerArguments from, String rows, String columns) {
    return Parameter.weight(from.tensor("weight", from.integer(rows), from.integer(columns)));
  }

  private static Parameter gain(LayerArguments from) {
    return Parameter.gain(from.tensor("weight", from.integer("features")));
  }

  private static Parameter bias(LayerArguments from, String width) {
    return Parameter.bias(from.tensor("bias", from.integer(width)));
  }
}
