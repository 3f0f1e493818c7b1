package dev.gradus.formats;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Fits columns of tables, and encodes them. */
final class Columns {
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+");

  private Columns() {}

  /** Writes a column's numbers into each row, from one place on. */
  static void encode(TableColumn column, CsvTable table, double[][] rows, int from) {
    List<String> fields = table.fields(column.name());
    if (column instanceof TableColumn.Categories categories) {
      Map<String, Integer> indices = new HashMap<>();
      for (int row = 0; row < rows.length; row++) {
        int at = row;
        int index = indices.computeIfAbsent(fields.get(row), f -> categories.indexOf(table, at));
        rows[row][from + index] = 1;
      }
      return;
    }
    for (int row = 0; row < rows.length; row++) {
      OptionalDouble number = number(fields.get(row));
      if (number.isEmpty()) {
        throw table.wrong(row, column.name(), "expected a number");
      }
      rows[row][from] = number.getAsDouble();
    }
  }

  /** Numbers or categories, as all fields say. */
  static TableColumn fit(CsvTable train, String column) {
    List<String> fields = train.fields(column);
    List<Boolean> numbers = fields.stream().map(field -> number(field).isPresent()).toList();
    if (train.isText(column)) {
      return categories(train, column);
    }
    if (!numbers.contains(true)) {
      if (fields.stream().allMatch(field -> DECIMAL_COMMA.matcher(field).matches())) {
        throw train.wrong(
            0,
            column,
            "a number with a comma, as all of them; write points, or say asText(\"%s\")"
                .formatted(column));
      }
      return categories(train, column);
    }
    long count = numbers.stream().filter(Boolean::booleanValue).count();
    if (count < fields.size()) {
      boolean odd = 2 * count <= fields.size();
      throw train.wrong(
          numbers.indexOf(odd),
          column,
          (odd ? "a number among texts" : "no number among numbers")
              + "; correct it, or say asText(\"%s\")".formatted(column));
    }
    return new TableColumn.Numbers(column);
  }

  /** All texts of a column, ordered as numbers if they are numbers. */
  static TableColumn.Categories categories(CsvTable train, String column) {
    List<String> names = train.fields(column).stream().distinct().sorted().toList();
    if (names.size() > TableColumn.Categories.MOST) {
      throw new MalformedFileException(
          train.name(),
          "column '%s': %d different texts, expected at most %d; leave it out with without(\"%s\")"
              .formatted(column, names.size(), TableColumn.Categories.MOST, column));
    }
    if (names.stream().allMatch(name -> number(name).isPresent())) {
      names = names.stream().sorted(Comparator.comparingDouble(Double::parseDouble)).toList();
    }
    return new TableColumn.Categories(column, names);
  }

  /** Decimal and finite; not what else Java takes for numbers, such as 0x1p3 and 1f. */
  private static OptionalDouble number(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("+-.0123456789eE".indexOf(text.charAt(i)) < 0) {
        return OptionalDouble.empty();
      }
    }
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
