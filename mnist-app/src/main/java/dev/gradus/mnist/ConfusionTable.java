package dev.gradus.mnist;

import dev.gradus.nn.metric.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * A confusion matrix as text, with the share of each class that was recognised.
 *
 * @param confusion the counts
 */
record ConfusionTable(ConfusionMatrix confusion) {
  @Override
  public String toString() {
    Table table = new Table(0);
    List<String> header = new ArrayList<>(List.of(""));
    for (int predicted = 0; predicted < confusion.classCount(); predicted++) {
      header.add(Integer.toString(predicted));
    }
    header.add("right");
    table.row(header);
    for (int actual = 0; actual < confusion.classCount(); actual++) {
      table.row(row(actual));
    }
    return table.toString();
  }

  private List<String> row(int actual) {
    List<String> row = new ArrayList<>(List.of(Integer.toString(actual)));
    long total = 0;
    for (int predicted = 0; predicted < confusion.classCount(); predicted++) {
      long count = confusion.count(actual, predicted);
      total += count;
      row.add(count == 0 ? "." : Long.toString(count));
    }
    double right = (double) confusion.count(actual, actual) / total;
    row.add(total == 0 ? "" : Text.format("%.1f %%", 100 * right));
    return row;
  }
}
