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
import java.util.Map;

/**
 * All that a run leaves behind.
 *
 * @param title tells the pictures what was trained
 */
record RunFiles(
    TensorOps ops,
    Sequential network,
    Digits data,
    History history,
    Summary summary,
    String title) {
  void writeInto(Path folder) {
    ModelInput input = ModelInput.image(data.train().rows(), data.train().columns());
    Map<String, String> metadata = new LinkedHashMap<>();
    summary.asMap().forEach((name, value) -> metadata.put(name, String.valueOf(value)));
    metadata.keySet().retainAll(Summary.OF_THE_MODEL);
    ModelFile.save(folder, ops, network, ModelInfo.of(input, metadata));
    HistoryTable.write(folder.resolve("history.csv"), history);
    Json.write(folder.resolve("summary.json"), summary.asMap());
    Curves curves = new Curves(title, history);
    curves.drawLoss(folder.resolve("loss.png"));
    curves.drawAccuracy(folder.resolve("accuracy.png"));
  }
}
