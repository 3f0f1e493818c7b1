package dev.gradus.mnist.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A small class in the very package that a rule governs, which the rule must catch (or must let
 * pass).
 *
 * <p>{@link PlantedClassCompiler} compiles it when the test runs, against the real class path. So
 * it may stand in any module's package and use the incubator without a flag for the whole build,
 * and it stops compiling when what it misuses is renamed.
 *
 * @param sources packages and bodies
 * @param name the full name of the class
 * @param blamed what the rule's message must name beside it
 */
record PlantedClass(List<Source> sources, String name, String blamed) {
  /** One class: its package and the rest of its file. */
  record Source(String inPackage, String body) {}

  /** A class {@code Planted}; the body declares it. */
  static PlantedClass in(String inPackage, String blamed, String body) {
    return new PlantedClass(List.of(new Source(inPackage, body)), inPackage + ".Planted", blamed);
  }

  /** A class {@code Planted} that knows a class in another of Gradus' packages. */
  static PlantedClass knowing(String inPackage, String stranger) {
    String field = "class Planted { %s.Stranger stranger; }".formatted(stranger);
    return in(inPackage, stranger + ".Stranger", field)
        .beside(stranger, "public class Stranger {}");
  }

  /** With one more class. */
  PlantedClass beside(String inPackage, String body) {
    List<Source> more = new ArrayList<>(sources);
    more.add(new Source(inPackage, body));
    return new PlantedClass(List.copyOf(more), name, blamed);
  }

  @Override
  public String toString() {
    return sources.stream()
        .flatMap(source -> Stream.of(source.inPackage() + ":", source.body().strip()))
        .collect(Collectors.joining(" "));
  }
}
