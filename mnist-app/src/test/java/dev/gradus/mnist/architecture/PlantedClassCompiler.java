package dev.gradus.mnist.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles planted classes against the test's class path. One for all, as it remembers the jars.
 */
final class PlantedClassCompiler implements AutoCloseable {
  private static final List<String> OPTIONS =
      List.of("-proc:none", "-implicit:none", "--add-modules", "jdk.incubator.vector");

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);

  /**
   * Compiles into a folder and imports it.
   *
   * @throws IllegalStateException if it does not compile; the message says why
   */
  JavaClasses compile(PlantedClass planted, Path folder) throws IOException {
    files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
    DiagnosticCollector<JavaFileObject> findings = new DiagnosticCollector<>();
    List<SourceInMemory> units = planted.sources().stream().map(SourceInMemory::new).toList();
    if (!compiler.getTask(null, files, findings, OPTIONS, null, units).call()) {
      throw new IllegalStateException(
          "planted class: expected to compile, got "
              + findings.getDiagnostics().stream()
                  .map(Diagnostic::toString)
                  .collect(Collectors.joining("\n")));
    }
    return new ClassFileImporter().importPath(folder);
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  private static final class SourceInMemory extends SimpleJavaFileObject {
    private final PlantedClass.Source source;

    SourceInMemory(PlantedClass.Source source) {
      super(uriOf(source), Kind.SOURCE);
      this.source = source;
    }

    /** Named after the class, as the compiler asks of a public one. */
    private static URI uriOf(PlantedClass.Source source) {
      String name = source.body().contains("class Stranger") ? "Stranger" : "Planted";
      String path = source.inPackage().replace('.', '/');
      return URI.create("memory:///%s/%s.java".formatted(path, name));
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return "package " + source.inPackage() + ";\n" + source.body();
    }
  }
}
