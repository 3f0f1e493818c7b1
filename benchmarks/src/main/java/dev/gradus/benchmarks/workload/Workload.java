package dev.gradus.benchmarks.workload;

import dev.gradus.formats.Idx;
import dev.gradus.formats.TrainTest;
import dev.gradus.tensor.TensorOps;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What all libraries run, under the names that they have there. */
public enum Workload {
  /** The book run. */
  W1 {
    @Override
    public Map<String, Object> run(TensorOps ops, Path mnist) {
      return new Training(ops, Idx.load(mnist), Recipe.BOOK)
          .run(false, 10_000, 2000, WARM_UP_SECONDS);
    }
  },
  /** The wide network. */
  W2 {
    @Override
    public Map<String, Object> run(TensorOps ops, Path mnist) {
      return epochs(ops, mnist, Recipe.WIDE, 3, 235);
    }
  },
  /** The large network. */
  W3 {
    @Override
    public Map<String, Object> run(TensorOps ops, Path mnist) {
      return epochs(ops, mnist, Recipe.LARGE, 1, 30);
    }
  },
  /** Inference by the wide network. */
  W4 {
    @Override
    public Map<String, Object> run(TensorOps ops, Path mnist) {
      return new Inference(ops, Idx.load(mnist).train()).run();
    }
  },
  /** Products. */
  W5 {
    @Override
    public Map<String, Object> run(TensorOps ops, Path mnist) {
      return new RawProducts(ops).run(Double.MAX_VALUE);
    }
  },
  /** One pass of the book's network over however many images there are, cold. */
  ONE_PASS {
    @Override
    public Map<String, Object> run(TensorOps ops, Path mnist) {
      TrainTest data = Idx.load(mnist);
      long steps = data.train().size() / Recipe.BOOK.batch();
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("images", data.train().size());
      figures.putAll(new Training(ops, data, Recipe.BOOK).run(true, steps, 0, 0));
      return figures;
    }
  };

  /** As long as the slowest of the other libraries on the JVM trains before. */
  private static final double WARM_UP_SECONDS = 4;

  /**
   * Runs it.
   *
   * @param ops the backend
   * @param mnist the folder of the four IDX files
   * @return figures by the names that the other libraries give them
   */
  public abstract Map<String, Object> run(TensorOps ops, Path mnist);

  private static Map<String, Object> epochs(
      TensorOps ops, Path mnist, Recipe recipe, int epochs, int warmUpSteps) {
    TrainTest data = Idx.load(mnist);
    int steps = (data.train().size() + recipe.batch() - 1) / recipe.batch();
    return new Training(ops, data, recipe)
        .run(true, (long) epochs * steps, warmUpSteps, WARM_UP_SECONDS);
  }
}
