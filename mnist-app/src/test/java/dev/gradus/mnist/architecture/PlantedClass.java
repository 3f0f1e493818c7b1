package dev.gradus.mnist.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A small class in the very package that a rule governs, which the rule must catch (or must let
 * pass).
 *
 * <p>It is compiled when the test runs, against the real class path. So it may stand in any
 * module's package and use the incubator without a flag for the whole build, and it stops compiling
 * when what it misuses is renamed.
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

  /** Compiles into the folder and imports it. */
  JavaClasses compile(Path folder) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> findings = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-d",
            folder.toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            "-proc:none",
            "-implicit:none",
            "--add-modules",
            "jdk.incubator.vector");
    try (StandardJavaFileManager files = compiler.getStandardFileManager(findings, null, null)) {
      List<SimpleJavaFileObject> units = sources.stream().map(PlantedClass::unit).toList();
      if (!compiler.getTask(null, files, findings, options, null, units).call()) {
        throw new IllegalStateException(
            "planted class does not compile: "
                + findings.getDiagnostics().stream()
                    .map(Diagnostic::toString)
                    .collect(Collectors.joining("\n")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ClassFileImporter().importPath(folder);
  }

  private static SimpleJavaFileObject unit(Source source) {
    String file = source.body().contains("class Stranger") ? "Stranger" : "Planted";
    URI uri =
        URI.create("string:///" + source.inPackage().replace('.', '/') + "/" + file + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return "package " + source.inPackage() + ";\n" + source.body();
      }
    };
  }

  @Override
  public String toString() {
    return sources.stream()
        .flatMap(source -> Stream.of(source.inPackage() + ":", source.body().strip()))
        .collect(Collectors.joining(" "));
  }
}
