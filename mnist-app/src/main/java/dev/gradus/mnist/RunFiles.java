package dev.gradus.mnist;

import dev.gradus.formats.Json;
import dev.gradus.formats.ModelFile;
import dev.gradus.formats.ModelInfo;
import dev.gradus.formats.ModelInput;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.train.History;
import dev.gradus.tensor.TensorOps;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All that a run leaves behind.
 *
 * @param title tells the pictures what was trained
 * @param warnings hears of what could not be made
 */
record RunFiles(
    TensorOps ops,
    Sequential network,
    Digits data,
    History history,
    Summary summary,
    String title,
    Consumer<String> warnings) {
  /** The names of all files. */
  static final List<String> NAMES =
      List.of(
          "model.json",
          "model.safetensors",
          "history.csv",
          "summary.json",
          "loss.png",
          "accuracy.png");

  void writeInto(Path folder) {
    ModelInput input = ModelInput.image(data.train().rows(), data.train().columns());
    Map<String, String> metadata = new LinkedHashMap<>();
    summary.asMap().forEach((name, value) -> metadata.put(name, String.valueOf(value)));
    metadata.keySet().retainAll(Summary.OF_THE_MODEL);
    ModelFile.save(folder, ops, network, ModelInfo.of(input, metadata));
    HistoryTable.write(folder.resolve("history.csv"), history);
    Json.write(folder.resolve("summary.json"), summary.asMap());
    drawInto(folder);
  }

  /** A machine without fonts can draw no picture; that is no reason to lose a training. */
  private void drawInto(Path folder) {
    Curves curves = new Curves(title, history);
    try {
      curves.drawLoss(folder.resolve("loss.png"));
      curves.drawAccuracy(folder.resolve("accuracy.png"));
    } catch (UncheckedIOException | OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) { // with AWT it may be any of many kinds
      warnings.accept(
          "no pictures, because Java cannot draw text here (%s); install fontconfig and fonts, say fonts-dejavu-core"
              .formatted(e));
    }
  }
}
