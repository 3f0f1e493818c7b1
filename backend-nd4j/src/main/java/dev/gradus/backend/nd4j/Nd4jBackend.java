package dev.gradus.backend.nd4j;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Capabilities;
import dev.gradus.backend.Device;
import dev.gradus.tensor.TensorOps;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * ND4J as the backend {@code nd4j}: native on the processor, or CUDA where it was built with {@code
 * -Pcuda}.
 *
 * <p><b>One process, one setting.</b> ND4J's threads and device belong to the whole process, so the
 * first {@link #open} sets them and a later one that asks for others is refused. Instances of both
 * precisions live side by side.
 *
 * <p><b>Threads</b> share each product, a part of the result each, and bound the OpenMP loops of
 * ND4J's own kernels; they are set when the library has loaded, and win over {@code
 * OMP_NUM_THREADS}. OpenBLAS itself then runs on one. Kernels that run as Java loops use the
 * calling thread alone. Other numbers of threads give other bits.
 *
 * <p><b>Environment.</b> Two variables can make it faster; a JVM cannot set them for itself, since
 * the native libraries read them as they load. With {@code OMP_WAIT_POLICY=PASSIVE}, which {@code
 * ./mnist} sets, the OpenMP threads behind exp, log and erf sleep between calls instead of
 * spinning. {@code OPENBLAS_CORETYPE=SkylakeX} picks the AVX-512 kernels on processors that are
 * newer than ND4J's OpenBLAS, which takes them for older ones: AMD's Zen 4 for Zen.
 *
 * <p>ND4J logs one line at INFO when it loads; the logger is {@code org.nd4j}.
 *
 * <p>Start Java 24 or newer with {@code --enable-native-access=ALL-UNNAMED
 * --sun-misc-unsafe-memory-access=allow}, which silences its warnings about ND4J's native code;
 * Java 17 needs no flag.
 */
public final class Nd4jBackend implements Backend {
  private static final String NAME = "nd4j";

  private final ClassLoader loader;

  /** For {@link java.util.ServiceLoader}. */
  public Nd4jBackend() {
    this(Nd4jBackend.class.getClassLoader());
  }

  Nd4jBackend(ClassLoader loader) {
    this.loader = loader;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "ND4J, native on the processor with OpenBLAS, or on a CUDA device";
  }

  /** Looks for class and library files by name; loads none of them. */
  @Override
  public Availability availability() {
    if (has(Library.CUDA)) {
      return Availability.available();
    }
    return has(Library.CPU)
        ? natives(platform(System.getProperty("os.name"), System.getProperty("os.arch")))
        : Availability.unavailable(
            "ND4J is not on the class path", "add org.nd4j:nd4j-native:1.0.0-M2.1");
  }

  Availability natives(String platform) {
    for (String extension : new String[] {"", "-avx2", "-avx512", "-onednn", "-compat"}) {
      if (loader.getResource(Library.bindings(platform + extension)) != null) {
        return Availability.available();
      }
    }
    return Availability.unavailable(
        "ND4J's native library for " + platform + " is not on the class path",
        "add org.nd4j:nd4j-native:1.0.0-M2.1 with classifier " + platform);
  }

  /** The platform in ND4J's spelling: {@code linux-x86_64}, {@code macosx-arm64}, … */
  static String platform(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String system =
        os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : "linux";
    return switch (osArch) {
      case "amd64", "x86_64" -> system + "-x86_64";
      case "aarch64", "arm64" -> system + "-arm64";
      default -> system + "-" + osArch;
    };
  }

  private boolean has(Library library) {
    return loader.getResource(library.backendClass().replace('.', '/') + ".class") != null;
  }

  /** All but one: OpenBLAS splits sums by its number of threads, so bits are per thread count. */
  @Override
  public Capabilities capabilities() {
    return Capabilities.full().withBitsPerThreadCount();
  }

  /** The memory of all arrays, by ND4J's own count. */
  @Override
  public OptionalLong nativeBytes() {
    return OptionalLong.of(Nd4jProcess.bytes());
  }

  /**
   * Opens the backend; the first call loads the native library, which takes about half a second.
   *
   * @param config precision, threads and device
   * @return new operations
   * @throws IllegalStateException if the library for the device is missing or doesn't load, or this
   *     process already uses ND4J with other threads or on another device
   */
  @Override
  public TensorOps open(BackendConfig config) {
    Library library = config.device() == Device.CPU ? Library.CPU : Library.CUDA;
    if (!has(library)) {
      throw new IllegalStateException(NAME + ": " + library.whenMissing());
    }
    if (library == Library.CPU && availability() instanceof Availability.Unavailable why) {
      throw new IllegalStateException(NAME + ": " + why);
    }
    Nd4jProcess.enter(library, config.threads());
    return new Nd4jOps(config.precision(), config.threads(), config.device());
  }
}
