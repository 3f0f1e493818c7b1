package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.formats.Json;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --backend-path}: a backend that was written outside, and every way to get it wrong. */
class BackendPathIT {
  private static final String[] ON_TOY = {"--backend-path", "toy.jar", "--backend", "toy"};

  @TempDir private static Path folder;
  private static App app;
  private static Path classes;

  @BeforeAll
  static void buildTheBackendOfAStranger() throws IOException {
    app = new App(folder);
    classes = ToyProject.classes(folder.resolve("classes"));
    ToyProject.jar(classes, folder.resolve("toy.jar"));
    SmallSets.digits(folder.resolve("digits"));
  }

  private static App.Result backends(Object path) {
    return app.run("backends", "--backend-path", path);
  }

  /** A folder whose service file names some class. */
  private static Path naming(String backend, String folderName) throws IOException {
    Path service = folder.resolve(folderName).resolve(ToyProject.SERVICE_FILE);
    Files.createDirectories(service.getParent());
    Files.writeString(service, backend + "\n");
    return folder.resolve(folderName);
  }

  @Test
  void itsBackendIsListedBesideOurs() {
    String out = backends("toy.jar").mustSucceed().out();
    assertTrue(out.contains("toy        yes   plain loops over plain arrays"), out);
    assertTrue(out.contains("ejml       yes"), out);
    assertFalse(app.run("backends").mustSucceed().out().contains("toy"), "only when asked for");
  }

  @Test
  void itMayBeAFolderAmongJarsThatHaveNone() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("its-library"));
    String out = backends(empty + File.pathSeparator + classes).mustSucceed().out();
    assertTrue(out.contains("toy        yes"), out);
  }

  @Test
  void aNetworkIsTrainedMeasuredAndUsedOnIt() throws IOException {
    train("expected", "--backend", "reference");
    App.Result trained = train("run", ON_TOY);
    assertTrue(trained.out().contains("toy f32 on 1 thread (named by flag --backend)"));
    double expected = loss("expected");
    assertEquals(expected, loss("run"), 1e-5 * expected, "the same training as on reference");

    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(14, 4, 2, 20, IntStream.generate(() -> 255).limit(40).toArray());
    assertTrue(ImageIO.write(image, "png", folder.resolve("one.png").toFile()));
    run(List.of("evaluate", "run", "--data", "digits"), ON_TOY);
    run(List.of("predict", "run", "one.png"), ON_TOY);
    String checked = run(List.of("gradcheck"), ON_TOY).out();
    assertTrue(checked.contains("toy f64") && checked.contains("Passed: "), checked);
  }

  private static App.Result train(String out, String... options) {
    return run(List.of("train", "--data", "digits", "--iterations", "30", "--out", out), options);
  }

  private static App.Result run(List<String> command, String... options) {
    return app.run(Stream.concat(command.stream(), Stream.of(options)).toArray()).mustSucceed();
  }

  private static double loss(String run) {
    Object loss = Json.read(folder.resolve(run).resolve("summary.json")).get("trainLoss");
    return ((Number) loss).doubleValue();
  }

  @Test
  @EnabledIfSystemProperty(named = "gradus.full", matches = "true")
  void theCommandLineHoldsItToTheRules() {
    App.Result result = app.run("conformance", "--backend-path", "toy.jar", "--backend", "toy");
    assertEquals(0, result.status(), result::out);
    assertTrue(result.out().contains("toy"), result.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "evaluate run",
        "predict run x.png",
        "gradcheck",
        "conformance",
        "backends",
        "bench"
      })
  void everyCommandTakesItAndRefusesAPathThatIsNotThere(String command) {
    String[] words = (command + " --backend-path nowhere.jar").split(" ");
    App.Result result = app.run((Object[]) words);
    result.mustFailSaying("--backend-path nowhere.jar: there is no such jar or folder");
  }

  @Test
  void aPathThatIsNone() throws IOException {
    backends("").mustFailSaying("--backend-path: expected jars or folders, got a blank");
    backends("toy.jar" + File.pathSeparator).mustFailSaying("got a blank", File.pathSeparator);
    Files.writeString(folder.resolve("notes.txt"), "This is no jar.");
    backends("notes.txt")
        .mustFailSaying("--backend-path notes.txt: expected a jar or a folder of classes");
    assertEquals(2, app.run("backends", "--backend-path").mustFailSaying("PATH").status());
  }

  @Test
  void aPathWithoutABackend() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    backends(empty).mustFailSaying("no backend in it", ToyProject.SERVICE_FILE);
  }

  @Test
  void aBackendThatCannotBeLoaded() throws IOException {
    backends(naming("org.example.Missing", "missing"))
        .mustFailSaying("cannot be loaded", "org.example.Missing not found", "gradus-api");
    backends(naming("dev.gradus.mnist.Main", "stranger"))
        .mustFailSaying("cannot be loaded", "dev.gradus.mnist.Main not a subtype", "gradus-api");
    Path broken = ToyProject.classes(folder.resolve("broken"));
    Files.write(broken.resolve("org/example/toy/ToyBackend.class"), new byte[100]);
    backends(broken).mustFailSaying("cannot be loaded", "ClassFormatError", "gradus-api");
  }

  @Test
  void aNameThatIsTaken() throws IOException {
    for (String taken : new String[] {"ejml", "auto"}) {
      String quoted = '"' + taken + '"';
      Path out = folder.resolve("named-" + taken);
      ToyProject.classes(out, source -> source.replace("\"toy\"", quoted));
      backends(out).mustFailSaying("'" + taken + "' has a name that is taken", "name()");
    }
  }

  @Test
  void ourOwnBackendOnceMore() throws IOException {
    try (DirectoryStream<Path> ours =
        Files.newDirectoryStream(App.lib(), "gradus-backend-ejml-*.jar")) {
      backends(ours.iterator().next()).mustFailSaying("on the class path already");
    }
  }
}
