package dev.gradus.mnist;

import dev.gradus.formats.Json;
import dev.gradus.formats.ModelFile;
import dev.gradus.formats.ModelInfo;
import dev.gradus.formats.ModelInput;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.train.History;
import dev.gradus.tensor.TensorOps;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All that a run leaves behind.
 *
 * @param input what the network takes
 * @param settings the complete configuration
 * @param title tells the pictures what was trained
 * @param warnings hears of what could not be made
 */
record RunFiles(
    TensorOps ops,
    Sequential network,
    ModelInput input,
    History history,
    Summary summary,
    Map<String, Object> settings,
    String title,
    Consumer<String> warnings) {
  /** The file with the complete configuration. */
  static final String CONFIG = "config.json";

  /** The file with the numbers. */
  static final String SUMMARY = "summary.json";

  /** The names of all files. */
  static final List<String> NAMES =
      List.of(
          "model.json",
          "model.safetensors",
          "history.csv",
          SUMMARY,
          CONFIG,
          "loss.png",
          "accuracy.png");

  void writeInto(Path folder) {
    Map<String, String> metadata = new LinkedHashMap<>();
    summary.asMap().forEach((name, value) -> metadata.put(name, String.valueOf(value)));
    metadata.keySet().retainAll(Summary.OF_THE_MODEL);
    ModelFile.save(folder, ops, network, ModelInfo.of(input, metadata));
    HistoryTable.write(folder.resolve("history.csv"), history);
    Json.write(folder.resolve(SUMMARY), summary.asMap());
    Json.write(folder.resolve(CONFIG), settings);
    drawInto(folder);
  }

  private void drawInto(Path folder) {
    Curves curves = new Curves(title, history);
    Pictures.draw(
        () -> {
          curves.drawLoss(folder.resolve("loss.png"));
          curves.drawAccuracy(folder.resolve("accuracy.png"));
        },
        warnings);
  }
}
