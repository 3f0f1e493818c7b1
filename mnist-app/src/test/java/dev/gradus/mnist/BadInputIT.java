package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake ends in one clear line, and leaves nothing half-written. */
class BadInputIT {
  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";

  @TempDir private Path folder;
  private App app;
  private Path digits;

  @BeforeEach
  void prepare() {
    app = new App(folder);
    digits = SmallSets.digits(folder.resolve("digits"));
  }

  @AfterEach
  void nothingIsLeft() {
    assertEquals(Set.of("digits"), TrainIT.namesIn(folder));
  }

  private App.Result train(Object... options) {
    Object[] args = {"train", "--data", digits, "--iterations", 50, "--out", "run"};
    Object[] all = Arrays.copyOf(args, args.length + options.length);
    System.arraycopy(options, 0, all, args.length, options.length);
    return app.run(all);
  }

  private void damage(String file, int length) throws IOException {
    byte[] bytes = Files.readAllBytes(digits.resolve(file));
    Files.write(digits.resolve(file), Arrays.copyOf(bytes, length));
  }

  private void overwrite(String file, int at, int value) throws IOException {
    byte[] bytes = Files.readAllBytes(digits.resolve(file));
    bytes[at] = (byte) value;
    Files.write(digits.resolve(file), bytes);
  }

  @Test
  void anUnknownBackend() {
    train("--backend", "tpu")
        .mustFailSaying("'tpu'", "flag --backend", "ejml, nd4j, reference, vector, auto");
  }

  @Test
  void vectorWithoutItsJvmFlag() {
    train("--backend", "vector").mustFailSaying("--add-modules jdk.incubator.vector");
  }

  @Test
  void aDeviceThatIsNotThere() {
    train("--backend", "nd4j", "--device", "cuda").mustFailSaying("cuda");
    train("--backend", "ejml", "--device", "cuda").mustFailSaying("ejml", "cuda", "nd4j");
  }

  @Test
  void aTruncatedFile() throws IOException {
    damage(TRAIN_IMAGES, 5_000);
    train().mustFailSaying(TRAIN_IMAGES);
  }

  @Test
  void aFileOfAnotherKind() throws IOException {
    overwrite(TRAIN_LABELS, 3, 7);
    train().mustFailSaying(TRAIN_LABELS, "magic");
  }

  @Test
  void aCorruptGzipFile() throws IOException {
    Files.delete(digits.resolve(TRAIN_LABELS));
    Files.write(digits.resolve(TRAIN_LABELS + ".gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2});
    train().mustFailSaying(TRAIN_LABELS + ".gz");
  }

  @Test
  void countsThatDiffer() throws IOException {
    overwrite(TRAIN_LABELS, 6, 1);
    overwrite(TRAIN_LABELS, 7, 0x8f);
    damage(TRAIN_LABELS, 8 + 399);
    train().mustFailSaying(TRAIN_LABELS, "399 labels", "400 images");
  }

  @Test
  void aLabelOutOfRange() throws IOException {
    overwrite(TRAIN_LABELS, 8 + 17, 10);
    train().mustFailSaying(TRAIN_LABELS, "label 10 at position 17", "0 to 9");
  }

  @Test
  void aMissingFolderOrFile() throws IOException {
    train("--data", "nowhere").mustFailSaying("--data", "only once");
    app.run("train", "--data", "nowhere", "--out", "run")
        .mustFailSaying("nowhere", "no such folder");
    Files.delete(digits.resolve(TRAIN_LABELS));
    train().mustFailSaying(TRAIN_LABELS);
  }

  @Test
  void valuesThatCannotBe() {
    train("--threads", 0).mustFailSaying("--threads: expected", "at least 1", "'0'", "--help");
    train("--lr", "nan").mustFailSaying("--lr: expected a finite number above 0", "'nan'");
    train("--batch", 0).mustFailSaying("--batch: expected", "at least 1", "'0'");
    train("--hidden", "50,0").mustFailSaying("--hidden: expected", "at least 1", "'0'");
    train("--l2", "-1").mustFailSaying("--l2: expected", "at least 0", "'-1'");
    train("--activation", "step").mustFailSaying("--activation: expected relu or leaky-relu or");
    train("--precision", "f16").mustFailSaying("--precision: expected f32 or f64", "'f16'");
  }

  @Test
  void blankPaths() {
    for (String option : new String[] {"--out", "--data", "--summary"}) {
      assertEquals(
          2, app.run("train", option, "").mustFailSaying(option + ": expected a path").status());
    }
  }

  @Test
  void callsThatCannotBe() {
    assertEquals(2, train("--epochs", 2).mustFailSaying("--iterations", "--epochs").status());
    assertEquals(2, train("--learning-rate", 1).mustFailSaying("'--learning-rate'").status());
    assertEquals(2, app.run().mustFailSaying("train", "--help").status());
    assertEquals(2, app.run("trian").mustFailSaying("'trian'").status());
    assertEquals(2, app.run("evaluate").mustFailSaying("MODEL").status());
    assertEquals(
        1,
        app.environment("GRADUS_THREADS", "many")
            .run("gradcheck")
            .mustFailSaying("'many'", "environment GRADUS_THREADS")
            .status());
  }

  @Test
  void configurationsThatCannotBe() throws IOException {
    Path config = Files.writeString(folder.resolve("my.json"), "{\"lr\": \"fast\"}");
    train("--config", "my.json").mustFailSaying("my.json: 'lr': expected a number, got 'fast'");
    Files.delete(config);
    train("--config", "my.json").mustFailSaying("my.json: no such file");
    assertEquals(
        2,
        app.run("train", "--resume", "run", "--out", "run")
            .mustFailSaying("--resume", "--out")
            .status());
    app.run("train", "--resume", "run").mustFailSaying("run/config.json: no such file");
    assertEquals(2, train("--beta1", 0.5).mustFailSaying("--beta1: sgd has no").status());
  }

  @Test
  void aLossThatTurnsNaN() {
    train("--lr", "1e30", "--backend", "ejml")
        .mustFailSaying("iteration 2", "0.weight holds NaN", "learning rate");
  }

  @Test
  void anUnwritableOut() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    app.run("train", "--data", digits, "--out", "file/run")
        .mustFailSaying("file/run", "not a folder");
    app.run("train", "--data", digits, "--out", "file").mustFailSaying("cannot write file");
    app.run("train", "--data", digits, "--out", "run", "--summary", "file/summary.json")
        .mustFailSaying("file/summary.json", "not a folder");
    Files.delete(file);
  }

  @Test
  void aFolderInThePlaceOfAResult() throws IOException {
    Path blocked = Files.createDirectories(folder.resolve("run/loss.png"));
    train().mustFailSaying("cannot write run/loss.png: it is a folder");
    assertEquals(Set.of("loss.png"), TrainIT.namesIn(folder.resolve("run")));
    Files.delete(blocked);
    Files.delete(blocked.getParent());
  }

  @Test
  void aModelThatIsNone() throws IOException {
    app.run("evaluate", "nowhere", "--backend", "ejml").mustFailSaying("nowhere");
    app.run("evaluate", "digits", "--backend", "ejml").mustFailSaying("digits", "model.json");
    app.run("predict", "digits/" + TRAIN_LABELS, "x.png", "--backend", "ejml")
        .mustFailSaying(TRAIN_LABELS, "not a Gradus model");
  }

  @Test
  void aTextFileAsImage() throws IOException {
    app.run("train", "--data", digits, "--iterations", 1, "--backend", "ejml", "--out", "run")
        .mustSucceed();
    Files.writeString(folder.resolve("notes.png"), "This is no picture.");
    app.run("predict", "run", "notes.png", "--backend", "ejml")
        .mustFailSaying("notes.png", "not a PNG or JPEG");
    app.run("predict", "run", "none.png", "--backend", "ejml").mustFailSaying("none.png");
    Files.delete(folder.resolve("notes.png"));
    for (String name : TrainIT.namesIn(folder.resolve("run"))) {
      Files.delete(folder.resolve("run").resolve(name));
    }
    Files.delete(folder.resolve("run"));
  }

  @Test
  void verboseShowsTheStackTrace() {
    App.Result result = train("--backend", "tpu", "--verbose");
    assertEquals(1, result.status());
    assertTrue(result.err().startsWith("mnist: backend: there is no 'tpu'"), result.err());
    assertTrue(result.err().contains("\tat dev.gradus."), result.err());
  }
}
