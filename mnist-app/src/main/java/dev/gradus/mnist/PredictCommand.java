package dev.gradus.mnist;

import dev.gradus.formats.DigitImages;
import dev.gradus.nn.layer.Softmax;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells which digits pictures show. */
@Command(
    name = "predict",
    sortOptions = false,
    header = "Tells which digit a picture shows, and how probable each digit is.")
final class PredictCommand implements Runnable {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "The folder of a run, or its model.json or model.safetensors.")
  private Path path;

  @Parameters(
      index = "1",
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "PNG or JPEG of one digit, of any size, dark on light or light on dark.")
  private List<Path> images;

  @Mixin private final PrecisionOptions backend = new PrecisionOptions();

  @Override
  public void run() {
    try (Session session = Session.open(backend.config())) {
      SavedModel model = SavedModel.load(path, session.ops());
      Tensor pixels = pixels(session.ops(), model);
      Tensor logits = model.network().predict(pixels);
      int[] digits = session.ops().rowArgMax(logits);
      double[] probabilities = session.ops().doubles(new Softmax(session.ops()).predict(logits));
      System.out.println(table(digits, probabilities));
    }
  }

  private Tensor pixels(TensorOps ops, SavedModel model) {
    int size = model.rows() * model.columns();
    double[] pixels = new double[images.size() * size];
    for (int i = 0; i < images.size(); i++) {
      double[] image =
          model.prepared(DigitImages.read(images.get(i), model.rows(), model.columns()));
      System.arraycopy(image, 0, pixels, i * size, size);
    }
    return ops.tensor(Shape.of(images.size(), size), pixels);
  }

  private Table table(int[] digits, double[] probabilities) {
    Table table = new Table(1);
    List<String> header = new ArrayList<>(List.of("image", "digit"));
    for (int digit = 0; digit < Digits.CLASSES; digit++) {
      header.add("P(" + digit + ")");
    }
    table.row(header);
    for (int i = 0; i < digits.length; i++) {
      List<String> row = new ArrayList<>();
      row.add(images.get(i).toString());
      row.add(Integer.toString(digits[i]));
      for (int digit = 0; digit < Digits.CLASSES; digit++) {
        row.add(Text.format("%.4f", probabilities[i * Digits.CLASSES + digit]));
      }
      table.row(row);
    }
    return table;
  }
}
