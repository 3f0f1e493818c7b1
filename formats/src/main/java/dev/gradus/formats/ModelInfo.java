package dev.gradus.formats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a saved model says of itself beyond its layers. Immutable.
 *
 * @param input what it expects, if it was said
 * @param metadata free text by name, such as the seed or the accuracy
 */
public record ModelInfo(Optional<ModelInput> input, Map<String, String> metadata) {
  /**
   * The metadata are copied, in order.
   *
   * @param input what it expects, if it was said
   * @param metadata free text by name, such as the seed or the accuracy
   */
  public ModelInfo {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Nothing beyond the layers.
   *
   * @return no input, no metadata
   */
  public static ModelInfo none() {
    return new ModelInfo(Optional.empty(), Map.of());
  }

  /**
   * An input and metadata.
   *
   * @param input what the model expects
   * @param metadata free text by name; copied
   * @return the information
   */
  public static ModelInfo of(ModelInput input, Map<String, String> metadata) {
    return new ModelInfo(Optional.of(input), metadata);
  }
}
