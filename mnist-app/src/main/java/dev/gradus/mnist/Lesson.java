package dev.gradus.mnist;

import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.TensorOps;
import org.knowm.xchart.XYChart;

/** What the notes teach of too simple, fitting and too large models, each to be seen once. */
enum Lesson {
  /** A straight line on a curve. */
  UNDERFIT {
    @Override
    Shown teach(TensorOps ops, RandomSource random) {
      return CurveLesson.underfit(ops, random);
    }
  },

  /** A hidden layer on the same curve. */
  FIT {
    @Override
    Shown teach(TensorOps ops, RandomSource random) {
      return CurveLesson.fit(ops, random);
    }
  },

  /** A large network on few images. */
  OVERFIT {
    @Override
    Shown teach(TensorOps ops, RandomSource random) {
      return FewImagesLesson.overfit(ops, random);
    }
  },

  /** The same with dropout and weight decay. */
  REGULARISED {
    @Override
    Shown teach(TensorOps ops, RandomSource random) {
      return FewImagesLesson.regularised(ops, random);
    }
  };

  /**
   * What is shown of a lesson.
   *
   * @param model what was trained, in words
   * @param data on what, in words
   * @param table its figures
   * @param look what to see in them
   * @param picture the same to look at
   */
  record Shown(String model, String data, Table table, String look, XYChart picture) {}

  /** Trains, and says what came of it. */
  abstract Shown teach(TensorOps ops, RandomSource random);
}
