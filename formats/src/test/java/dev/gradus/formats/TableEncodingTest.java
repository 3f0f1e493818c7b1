package dev.gradus.formats;

import static dev.gradus.formats.Messages.assertMalformed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.data.Normalization;
import dev.gradus.nn.loss.Target;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.reference.ReferenceOps;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableEncodingTest {
  private static final String TRAIN =
      "size,colour,zip,price\n1.5,red,10115,10\n-2,blue,10117,20.5\n3e1,red,10115,30\n";

  private static CsvTable table(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return CsvTable.read(Source.of(name, () -> new ByteArrayInputStream(bytes)));
  }

  private static double[] sample(Dataset data, int index) {
    double[] out = new double[data.sampleShape().size()];
    data.read(index, out, 0);
    return out;
  }

  private static int[] labels(LabelledDataset data) {
    return IntStream.range(0, data.size()).map(data::label).toArray();
  }

  @Test
  void readsIris() {
    CsvTable table = CsvTable.read(Source.resource(TableEncodingTest.class, "iris-15.csv"));
    TableEncoding encoding = TableEncoding.forClasses(table, "species");
    LabelledDataset iris = encoding.labelled(table);
    assertEquals(List.of("setosa", "versicolor", "virginica"), encoding.classes());
    assertEquals(15, iris.size());
    assertEquals(3, iris.classCount());
    assertArrayEquals(new double[] {5.1, 3.5, 1.4, 0.2}, sample(iris, 0));
    assertArrayEquals(new double[] {6.5, 3.0, 5.8, 2.2}, sample(iris, 14));
    assertArrayEquals(new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2}, labels(iris));
  }

  @Test
  void numbersStayAndCategoriesBecomeOneNumberEach() {
    CsvTable train = table("train.csv", TRAIN).asText("zip");
    TableEncoding encoding = TableEncoding.forValues(train, "price");
    assertEquals(5, encoding.width());
    assertEquals(
        List.of(
            new TableColumn.Numbers("size"),
            new TableColumn.Categories("colour", List.of("blue", "red")),
            new TableColumn.Categories("zip", List.of("10115", "10117"))),
        encoding.inputs());
    Dataset data = encoding.values(train);
    assertArrayEquals(new double[] {1.5, 0, 1, 1, 0}, sample(data, 0));
    assertArrayEquals(new double[] {-2, 1, 0, 0, 1}, sample(data, 1));
    assertArrayEquals(new double[] {30, 0, 1, 1, 0}, sample(data, 2));
    ReferenceOps ops = new ReferenceOps(Precision.F64);
    Target.Values targets = (Target.Values) data.targets(ops, new int[] {2, 1});
    assertArrayEquals(new double[] {30, 20.5}, ops.doubles(targets.tensor()));
  }

  @Test
  void anotherTableIsEncodedAsTheTrainingTableWas() {
    TableEncoding encoding = TableEncoding.forValues(table("train.csv", TRAIN), "price");
    CsvTable test = table("test.csv", "price,zip,extra,colour,size\n7,1,x,blue,2\n");
    assertArrayEquals(new double[] {2, 1, 0, 1}, sample(encoding.values(test), 0));
    assertMalformed(
        "test.csv: line 3, column 'colour': 'mauve', expected one of the categories fitted on:"
            + " [blue, red]",
        () ->
            encoding.values(table("test.csv", "size,colour,zip,price\n1,red,1,1\n1,mauve,1,1\n")));
    assertMalformed(
        "test.csv: line 2, column 'size': 'wide', expected a number",
        () -> encoding.values(table("test.csv", "size,colour,zip,price\nwide,red,1,1\n")));
    assertEquals(
        "test.csv: no column 'size'; there are [colour, zip, price]",
        assertThrows(
                IllegalArgumentException.class,
                () -> encoding.values(table("test.csv", "colour,zip,price\nred,1,1\n")))
            .getMessage());
  }

  @Test
  void classesThatAreNumbersAreOrderedAsNumbers() {
    CsvTable table = table("t.csv", "x,y\n1,10\n2,9\n3,10\n4,-1\n");
    TableEncoding encoding = TableEncoding.forClasses(table, "y");
    assertEquals(List.of("-1", "9", "10"), encoding.classes());
    assertArrayEquals(new int[] {2, 1, 2, 0}, labels(encoding.labelled(table)));
  }

  @Test
  void missingValuesAreRefusedWithLineAndColumn() {
    CsvTable table = table("t.csv", "a,b,y\n1,2,p\n3,,q\nNA,5,p\n");
    assertMalformed(
        "t.csv: line 3, column 'b': a value is missing, the first of 2; leave such rows out with"
            + " withoutMissing(), or columns with without(…)",
        () -> TableEncoding.forClasses(table, "y"));
    TableEncoding encoding = TableEncoding.forClasses(table("t.csv", "a,b,y\n1,2,p\n3,4,q\n"), "y");
    assertMalformed(
        "t.csv: line 3, column 'b': a value is missing, the first of 2; leave such rows out with"
            + " withoutMissing(), or columns with without(…)",
        () -> encoding.labelled(table));
    assertEquals(1, encoding.labelled(table.withoutMissing()).size());
  }

  @Test
  void decimalCommasAreNoCategories() {
    CsvTable table = table("t.csv", "a,y\n\"1,5\",p\n\"-2,25\",q\n");
    assertMalformed(
        "t.csv: line 2, column 'a': '1,5', a number with a comma, as all of them; write points, or"
            + " say asText(\"a\")",
        () -> TableEncoding.forClasses(table, "y"));
    assertEquals(2, TableEncoding.forClasses(table.asText("a"), "y").labelled(table).size());
  }

  @Test
  void aSlipOfThePenDoesNotMakeAColumnOfCategories() {
    assertMalformed(
        "t.csv: line 4, column 'a': '3,0', no number among numbers; correct it, or say"
            + " asText(\"a\")",
        () -> TableEncoding.forClasses(table("t.csv", "a,y\n1,p\n2,q\n\"3,0\",p\n"), "y"));
    assertMalformed(
        "t.csv: line 3, column 'a': '2', a number among texts; correct it, or say asText(\"a\")",
        () -> TableEncoding.forClasses(table("t.csv", "a,y\nx,p\n2,q\nz,p\n"), "y"));
    CsvTable mixed = table("t.csv", "a,y\nx,p\n2,q\nz,p\n").asText("a");
    assertEquals(3, TableEncoding.forClasses(mixed, "y").width());
  }

  @Test
  void whatOnlyJavaTakesForNumbersAreTexts() {
    for (String text : List.of("0x1p3", "1f", "1e999", "Infinity", "1_000")) {
      CsvTable table = table("t.csv", "a,y\n" + text + ",p\n" + text + "2x,q\n");
      assertEquals(2, TableEncoding.forClasses(table, "y").width(), text);
    }
  }

  @Test
  void targetsThatCannotBeAreRefused() {
    CsvTable table = table("t.csv", "a,y\n1,p\n2,p\n");
    assertMalformed(
        "t.csv: column 'y': expected at least two classes, got [p]",
        () -> TableEncoding.forClasses(table, "y"));
    assertMalformed(
        "t.csv: line 2, column 'y': 'p', expected a number",
        () -> TableEncoding.forValues(table, "y"));
    assertEquals(
        "table: expected at least one column besides the target 'a'",
        assertThrows(
                IllegalArgumentException.class,
                () -> TableEncoding.forClasses(table.without("y"), "a"))
            .getMessage());
    assertEquals(
        "table: the target 'a' is a number, not a class; fit with forClasses",
        assertThrows(
                IllegalStateException.class,
                () -> TableEncoding.forValues(table, "a").labelled(table))
            .getMessage());
  }

  @Test
  void aColumnOfIdentifiersIsRefused() {
    String rows =
        IntStream.range(0, 1001)
            .mapToObj(i -> "id" + i + "," + i % 2)
            .collect(Collectors.joining("\n"));
    assertMalformed(
        "t.csv: column 'id': 1001 different texts, expected at most 1000; leave it out with"
            + " without(\"id\")",
        () -> TableEncoding.forClasses(table("t.csv", "id,y\n" + rows), "y"));
  }

  @Test
  void aNormalisationIsSavedAsPlainNumbers(@TempDir Path folder) {
    CsvTable table = CsvTable.read(Source.resource(TableEncodingTest.class, "iris-15.csv"));
    Normalization fitted =
        Normalization.standard(TableEncoding.forClasses(table, "species").labelled(table));
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("offsets", fitted.offsets());
    plain.put("scales", fitted.scales());
    Json.write(folder.resolve("normalization.json"), plain);
    Map<String, Object> read = Json.read(folder.resolve("normalization.json"));
    assertEquals(fitted, new Normalization(numbers(read, "offsets"), numbers(read, "scales")));
  }

  private static List<Double> numbers(Map<String, Object> object, String name) {
    return ((List<?>) object.get(name)).stream().map(n -> ((Number) n).doubleValue()).toList();
  }
}
