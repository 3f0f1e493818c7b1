package dev.gradus.formats;

import java.util.List;

/** How one column of a table becomes numbers. */
public sealed interface TableColumn {
  /**
   * The column's name.
   *
   * @return as in the header
   */
  String name();

  /**
   * The numbers that a field becomes.
   *
   * @return at least 1
   */
  int width();

  /**
   * A number in each field.
   *
   * @param name as in the header
   */
  record Numbers(String name) implements TableColumn {
    @Override
    public int width() {
      return 1;
    }
  }

  /**
   * One of some texts in each field.
   *
   * @param name as in the header
   * @param names the texts, by index
   */
  record Categories(String name, List<String> names) implements TableColumn {
    static final int MOST = 1000;

    /**
     * Categories, checked.
     *
     * @param name as in the header
     * @param names the texts, by index; copied
     * @throws IllegalArgumentException if there are none or more than 1000
     */
    public Categories {
      names = List.copyOf(names);
      if (names.isEmpty() || names.size() > MOST) {
        throw new IllegalArgumentException(
            "column '%s': expected 1 to %d categories, got %d".formatted(name, MOST, names.size()));
      }
    }

    @Override
    public int width() {
      return names.size();
    }

    /** The category of a field. */
    int indexOf(CsvTable table, int row) {
      int index = names.indexOf(table.text(row, name));
      if (index < 0) {
        String shown = names.size() > 10 ? names.subList(0, 10) + " and others" : names.toString();
        throw table.wrong(row, name, "expected one of the categories fitted on: " + shown);
      }
      return index;
    }
  }
}
