package dev.gradus.formats;

import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.data.LabelledArrays;
import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.data.ValueArrays;
import java.util.ArrayList;
import java.util.List;

/**
 * How the columns of a table become numbers: a column of numbers as it is, a column of categories
 * as one number for each, 1 for the one and 0 for the others. It is fitted on the training table
 * and applied to it and to all others, so that a category stands at the same place in each. Plain
 * names, to be saved with a model.
 *
 * <pre>{@code
 * CsvTable train = CsvTable.read(Source.of(Path.of("train.csv")));
 * TableEncoding encoding = TableEncoding.forClasses(train, "species");
 * LabelledDataset data = encoding.labelled(train);
 * LabelledDataset test = encoding.labelled(CsvTable.read(Source.of(Path.of("test.csv"))));
 * encoding.classes(); // their names, by label
 * }</pre>
 *
 * <p>Fitting takes a column for numbers if each of its fields is one, and for categories if none
 * is. A column with both is refused, because it mostly holds a slip of the pen; {@link
 * CsvTable#asText} says that it does not.
 *
 * @param inputs in the order in which they become elements of a sample
 * @param target what is to be predicted
 */
public record TableEncoding(List<TableColumn> inputs, TableColumn target) {
  /** A GiB of numbers. */
  private static final long MOST_VALUES = 1 << 27;

  /**
   * An encoding, checked.
   *
   * @param inputs in the order in which they become elements of a sample; copied
   * @param target what is to be predicted
   * @throws IllegalArgumentException if there are no inputs
   */
  public TableEncoding {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException(
          "table: expected at least one column besides the target '%s'".formatted(target.name()));
    }
  }

  /**
   * An encoding for classification.
   *
   * @param train the training table
   * @param label the column with the classes, which may be numbers too; ordered by number or
   *     alphabet
   * @return the encoding, whose inputs are all other columns
   * @throws MalformedFileException if a value is missing, a column has numbers and other texts, or
   *     more than 1000 categories, or there are fewer than two classes
   * @throws IllegalArgumentException if there is no such column, or no other
   */
  public static TableEncoding forClasses(CsvTable train, String label) {
    train.requireWhole(train.columns());
    TableColumn.Categories classes = Columns.categories(train, label);
    if (classes.names().size() < 2) {
      throw new MalformedFileException(
          train.name(),
          "column '%s': expected at least two classes, got %s".formatted(label, classes.names()));
    }
    return new TableEncoding(others(train, label), classes);
  }

  /**
   * An encoding for regression.
   *
   * @param train the training table
   * @param target the column with the numbers to predict
   * @return the encoding, whose inputs are all other columns
   * @throws MalformedFileException if a value is missing, a column has numbers and other texts, or
   *     more than 1000 categories, or the target is no number
   * @throws IllegalArgumentException if there is no such column, or no other
   */
  public static TableEncoding forValues(CsvTable train, String target) {
    train.requireWhole(train.columns());
    TableColumn.Numbers numbers = new TableColumn.Numbers(target);
    Columns.encode(numbers, train, new double[train.rowCount()][1], 0);
    return new TableEncoding(others(train, target), numbers);
  }

  private static List<TableColumn> others(CsvTable train, String target) {
    return train.columns().stream()
        .filter(column -> !column.equals(target))
        .map(column -> Columns.fit(train, column))
        .toList();
  }

  /**
   * The number of inputs.
   *
   * @return the elements of a sample
   */
  public int width() {
    return inputs.stream().mapToInt(TableColumn::width).sum();
  }

  /**
   * The names of the classes.
   *
   * @return by label
   * @throws IllegalStateException if the target is a number
   */
  public List<String> classes() {
    if (target instanceof TableColumn.Categories categories) {
      return categories.names();
    }
    throw new IllegalStateException(
        "table: the target '%s' is a number, not a class; fit with forClasses"
            .formatted(target.name()));
  }

  /**
   * A table as a data set for classification.
   *
   * @param table the training table or another one that has its columns
   * @return a sample for each row, in their order
   * @throws MalformedFileException if a value is missing, is no number where the training table has
   *     numbers, or a category that the training table does not have
   * @throws IllegalArgumentException if a column is missing
   * @throws IllegalStateException if the target is a number
   */
  public LabelledDataset labelled(CsvTable table) {
    List<String> classes = classes();
    double[][] samples = samples(table);
    int[] labels = new int[samples.length];
    TableColumn.Categories column = (TableColumn.Categories) target;
    for (int row = 0; row < labels.length; row++) {
      labels[row] = column.indexOf(table, row);
    }
    return LabelledArrays.of(samples, labels, classes.size());
  }

  /**
   * A table as a data set for regression.
   *
   * @param table the training table or another one that has its columns
   * @return a sample for each row, in their order, with the target as its value; classes as one
   *     number each
   * @throws MalformedFileException if a value is missing, is no number where the training table has
   *     numbers, or a category that the training table does not have
   * @throws IllegalArgumentException if a column is missing
   */
  public Dataset values(CsvTable table) {
    double[][] samples = samples(table);
    double[][] targets = new double[samples.length][target.width()];
    Columns.encode(target, table, targets, 0);
    return ValueArrays.of(samples, targets);
  }

  private double[][] samples(CsvTable table) {
    List<String> needed = new ArrayList<>(inputs.stream().map(TableColumn::name).toList());
    needed.add(target.name());
    table.requireWhole(needed);
    int width = width();
    if ((long) width * table.rowCount() > MOST_VALUES) {
      throw new MalformedFileException(
          table.name(),
          "%d rows of %d numbers are more than %d; divide the file, or leave out columns"
              .formatted(table.rowCount(), width, MOST_VALUES));
    }
    double[][] samples = new double[table.rowCount()][width];
    int from = 0;
    for (TableColumn column : inputs) {
      Columns.encode(column, table, samples, from);
      from += column.width();
    }
    return samples;
  }
}
