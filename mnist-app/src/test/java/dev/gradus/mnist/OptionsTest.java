package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Device;
import dev.gradus.tensor.Precision;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class OptionsTest {
  @Command(name = "some")
  private static final class Some {
    @Mixin private final PrecisionOptions backend = new PrecisionOptions();
    @Mixin private final TrainingOptions training = new TrainingOptions();
  }

  private static Some parse(String... args) {
    Some some = new Some();
    new CommandLine(some).parseArgs(args);
    return some;
  }

  private static String refusal(String... args) {
    Supplier<Some> parsing = () -> parse(args);
    return new UsageError(assertThrows(ParameterException.class, parsing::get)).toString();
  }

  @Test
  void optionsThatAreNotGivenLeaveTheBackendToOthers() {
    assertEquals(BackendConfig.resolve(), parse().backend.config());
  }

  @Test
  void givenOptionsAreFlags() {
    BackendConfig config =
        parse("--backend=Reference", "--threads=3", "--precision=F64", "--device=CPU")
            .backend
            .config();
    assertEquals(
        new BackendConfig("reference", Precision.F64, 3, Device.CPU, "flag --backend"), config);
  }

  @Test
  void theNetworkIsThatOfTheBookUnlessToldOtherwise() {
    assertEquals("784-50-10", parse().training.plan().network().describeWidths(784));
    assertEquals(
        "196-30-20-10", parse("--hidden", "30,20").training.plan().network().describeWidths(196));
    assertEquals("196-10", parse("--hidden", "none").training.plan().network().describeWidths(196));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--threads=0   | --threads: expected a whole number of at least 1, got '0'",
        "--threads=2.5 | --threads: expected a whole number of at least 1, got '2.5'",
        "--lr=nan      | --lr: expected a finite number above 0, got 'nan'",
        "--lr=NaN      | --lr: expected a finite number above 0, got 'NaN'",
        "--lr=0        | --lr: expected a finite number above 0, got '0'",
        "--lr=Infinity | --lr: expected a finite number above 0, got 'Infinity'",
        "--l2=-1e-9    | --l2: expected a finite number of at least 0, got '-1e-9'",
        "--l2=x        | --l2: expected a finite number of at least 0, got 'x'",
        "--seed=1.5    | --seed: expected a whole number, got '1.5'",
        "--device=tpu  | --device: expected cpu or cuda, got 'tpu'",
        "--init=zero   | --init: expected normal or xavier or he or orthogonal or truncated-normal,",
        "--optimizer=a | --optimizer: expected sgd or momentum or nesterov or adagrad or adadelta",
        "--activation= | --activation: expected relu or leaky-relu or elu or gelu or gelu-tanh or",
        "--dropout=1   | --dropout: expected a number from 0 to below 1, got '1'",
        "--hidden=3,x  | --hidden: expected a whole number of at least 1, got 'x'",
        "--schedule=up | --schedule: schedule: expected constant, warmup, cosine,",
        "--time-limit=5 | --time-limit: expected a time such as 90s, 10m or 1.5h, got '5'",
        "--hiden=3     | there is no option '--hiden=3'; did you mean --hidden?",
        "word          | unexpected argument 'word'",
      })
  void whatCannotBeIsRefusedInOurWords(String arg, String message) {
    assertTrue(refusal(arg).startsWith(message), () -> refusal(arg));
  }

  @Test
  void epochsAndIterationsExcludeEachOther() {
    String refusal =
        assertThrows(
                IllegalArgumentException.class,
                () -> parse("--epochs=1", "--iterations=1").training.plan())
            .getMessage();
    assertEquals("--epochs: expected one of --iterations and --epochs, got both", refusal);
  }

  private static int iterations(String... args) {
    return parse(args).training.plan().course().iterations(60_000);
  }

  @Test
  void anEpochDrawsAsManyImagesAsThereAre() {
    assertEquals(10_000, iterations());
    assertEquals(7, iterations("--iterations=7"));
    assertEquals(1_200, iterations("--epochs=2"));
    assertEquals(1_874, iterations("--epochs=2", "--batch=64"));
    assertEquals(1_876, iterations("--epochs=2", "--batch=64", "--shuffle"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> iterations("--epochs=4000000"))
            .getMessage();
    assertTrue(message.startsWith("--epochs: expected at most 2,147,483,647 iterations"), message);
  }

  @Test
  void timesAreReadAndWritten() {
    for (String time : new String[] {"90s", "250ms"}) {
      assertEquals(time, Lasting.text(new Lasting().convert(time)));
    }
    assertEquals("5400s", Lasting.text(new Lasting().convert("1.5h")));
    assertEquals("600s", Lasting.text(new Lasting().convert("10m")));
  }
}
