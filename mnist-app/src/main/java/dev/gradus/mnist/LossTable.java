package dev.gradus.mnist;

import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.train.History;
import dev.gradus.nn.train.Measurement;
import dev.gradus.nn.train.Trainer;
import java.util.List;

/** The losses of a training on its three data sets, after some of its epochs. */
final class LossTable {
  static final String TRAIN = "train";
  static final String VALIDATION = "validation";
  static final String TEST = "test";
  static final List<String> ALL = List.of(TRAIN, VALIDATION, TEST);

  private final History history;

  LossTable(History history) {
    this.history = history;
  }

  /** Has a trainer measure the three data sets after each epoch. */
  static Trainer measuring(Trainer trainer, Dataset train, Dataset validation, Dataset test) {
    return trainer.measuring(TRAIN, train).measuring(VALIDATION, validation).measuring(TEST, test);
  }

  /** A row for each of these epochs, from 1. */
  Table of(int... epochs) {
    Table table = new Table(0).row("epoch", "train loss", "validation loss", "test loss");
    for (int epoch : epochs) {
      table.row(
          Text.format("%,d", epoch),
          loss(TRAIN, epoch),
          loss(VALIDATION, epoch),
          loss(TEST, epoch));
    }
    return table;
  }

  private String loss(String dataset, int epoch) {
    return Text.format("%.4f", history.measurements(dataset).get(epoch - 1).loss());
  }

  /** The epoch, from 1, after which a data set's loss was lowest. */
  int bestEpoch(String dataset) {
    double[] losses = losses(dataset);
    int best = 0;
    for (int i = 1; i < losses.length; i++) {
      best = losses[i] < losses[best] ? i : best;
    }
    return best + 1;
  }

  /** The losses of a data set, an element for each epoch. */
  double[] losses(String dataset) {
    return history.measurements(dataset).stream().mapToDouble(Measurement::loss).toArray();
  }

  /** What was measured of a data set in the end. */
  Measurement last(String dataset) {
    return history.last(dataset);
  }
}
