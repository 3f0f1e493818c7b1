package dev.gradus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of {@code docs/conformance.md} that the code knows better. With {@code
 * -Dgradus.write=true} it is written instead of compared.
 *
 * @param name what it lists, as its marks in the document say
 * @param test the class that knows it
 */
record DocumentSection(String name, Class<?> test) {
  private static final Path DOCUMENT = Path.of("../docs/conformance.md");

  void mustBe(String text) throws IOException {
    String begin = "<!-- %s: written by %s -->\n".formatted(name, test.getSimpleName());
    String end = "<!-- end of %s -->\n".formatted(name);
    String document = Files.readString(DOCUMENT);
    int from = document.indexOf(begin) + begin.length();
    int to = document.indexOf(end);
    assertTrue(begin.length() <= from && from <= to, () -> "the document has no place: " + begin);
    if (Boolean.getBoolean("gradus.write")) {
      Files.writeString(DOCUMENT, document.substring(0, from) + text + document.substring(to));
    } else {
      assertEquals(
          text,
          document.substring(from, to),
          () ->
              "mvn test -pl conformance -am -Dtest=%s -Dgradus.write=true"
                      .formatted(test.getSimpleName())
                  + " -Dsurefire.failIfNoSpecifiedTests=false writes the %s anew".formatted(name));
    }
  }
}
