package dev.gradus.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles and runs the code of docs/write-a-layer.md as it stands there, and compares its output.
 */
class WriteALayerTest {
  private static final Pattern BLOCK =
      Pattern.compile("\n```(?:java)?\n(.*?)\n```\n", Pattern.DOTALL);

  @TempDir private Path folder;
  private String layer;
  private String test;
  private String output;
  private String mistake;
  private String mended;
  private String types;

  @BeforeEach
  void readTheDocument() throws IOException {
    Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../docs/write-a-layer.md"), UTF_8));
    List<String> texts = new ArrayList<>();
    while (blocks.find()) {
      texts.add(blocks.group(1));
    }
    assertEquals(6, texts.size());
    layer = texts.get(0);
    test = texts.get(1);
    output = texts.get(2);
    mistake = texts.get(3);
    mended = texts.get(4);
    types = texts.get(5);
    assertEquals(2, layer.split(Pattern.quote(mistake), -1).length, "the mistake, once");
  }

  @Test
  void theCheckFindsThePlantedMistakeInTheWordsShown() throws Exception {
    try (URLClassLoader classes = compile(layer)) {
      InvocationTargetException failure =
          assertThrows(InvocationTargetException.class, () -> runTheTest(classes));
      assertEquals(AssertionError.class, failure.getCause().getClass());
      assertEquals(output.lines().toList(), failure.getCause().getMessage().lines().toList());
    }
  }

  @Test
  void theMendedLayerPasses() throws Exception {
    try (URLClassLoader classes = compile(layer.replace(mistake, mended))) {
      runTheTest(classes);
    }
  }

  @Test
  void theLayerIsSavedAndLoadedByItsType() throws Exception {
    try (URLClassLoader classes = compile(layer.replace(mistake, mended));
        TensorOps ops = new ReferenceOps(Precision.F64)) {
      Method method = classes.loadClass("OwnLayers").getDeclaredMethod("types");
      method.setAccessible(true);
      LayerTypes own = (LayerTypes) method.invoke(null);
      Tensor slope = ops.tensor(Shape.of(2), new double[] {0.25, 0.5});
      Layer prelu =
          (Layer)
              classes
                  .loadClass("PRelu")
                  .getConstructor(TensorOps.class, Tensor.class)
                  .newInstance(ops, slope);
      Path saved =
          ModelFile.save(folder.resolve("model"), ops, Sequential.of(prelu), ModelInfo.none(), own);
      Tensor x = ops.tensor(Shape.of(2, 2), new double[] {-4, -4, 3, -1});
      Layer loaded = ModelFile.load(saved, ops, own).network();
      assertArrayEquals(new double[] {-1, -2, 3, -0.5}, ops.doubles(loaded.predict(x)));
    }
  }

  private static void runTheTest(URLClassLoader classes) throws ReflectiveOperationException {
    Class<?> type = classes.loadClass("PReluTest");
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Method method = type.getDeclaredMethod("theGradientsAreRight");
    method.setAccessible(true);
    method.invoke(constructor.newInstance());
  }

  private URLClassLoader compile(String layerSource) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(List.of("-Xlint:all", "-Werror", "-proc:none", "--release", "17"));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", classes.toString()));
    arguments.add(source(sources, "PRelu", layerSource));
    arguments.add(source(sources, "PReluTest", test));
    arguments.add(source(sources, "OwnLayers", types));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(new String[0]));
    assertEquals(0, status, "the compiler's messages are on the console");
    return new URLClassLoader(
        new URL[] {classes.toUri().toURL()}, WriteALayerTest.class.getClassLoader());
  }

  private static String source(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".java"), text, UTF_8).toString();
  }
}
