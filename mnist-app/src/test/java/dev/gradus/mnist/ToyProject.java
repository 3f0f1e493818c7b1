package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The backend of a stranger, built from its own sources against the jar of the API alone. */
final class ToyProject {
  /** The file that names its class. */
  static final String SERVICE_FILE = "META-INF/services/dev.gradus.backend.Backend";

  private ToyProject() {}

  /** Where the project stands. */
  static Path folder() {
    return App.launcher().resolveSibling("conformance/src/it/toy-backend");
  }

  /** All files below a folder. */
  static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Compiles it into a folder, which then serves as one of a class path. */
  static Path classes(Path out) throws IOException {
    return classes(out, source -> source);
  }

  /** The same with other sources. */
  static Path classes(Path out, UnaryOperator<String> edit) throws IOException {
    Path sources = Files.createTempDirectory("toy");
    List<Path> units = new ArrayList<>();
    for (Path source : filesBelow(folder().resolve("src/main/java"))) {
      Path copy = sources.resolve(source.getFileName());
      Files.writeString(copy, edit.apply(Files.readString(source)));
      units.add(copy);
    }
    compile(units, out);
    for (Path unit : units) {
      Files.delete(unit);
    }
    Files.delete(sources);
    Path service = out.resolve(SERVICE_FILE);
    Files.createDirectories(service.getParent());
    Files.copy(folder().resolve("src/main/resources").resolve(SERVICE_FILE), service);
    return out;
  }

  private static void compile(List<Path> units, Path out) throws IOException {
    Files.createDirectories(out);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        DirectoryStream<Path> api = Files.newDirectoryStream(App.lib(), "gradus-api-*.jar")) {
      List<String> options =
          List.of(
              "--release",
              "17",
              "-Xlint:all",
              "-Werror",
              "-cp",
              api.iterator().next().toString(),
              "-d",
              out.toString());
      boolean compiled =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(units))
              .call();
      assertTrue(compiled, said::toString);
    }
  }

  /** Packs a folder of classes. */
  static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Path entry : filesBelow(classes)) {
        String name = classes.relativize(entry).toString().replace(File.separatorChar, '/');
        out.putNextEntry(new JarEntry(name));
        Files.copy(entry, out);
      }
    }
    return jar;
  }
}
