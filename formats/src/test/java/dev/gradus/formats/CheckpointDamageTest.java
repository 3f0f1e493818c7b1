package dev.gradus.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDamageTest {
  private static final List<String> FILES =
      List.of("state.json", "tensors.safetensors", "SHA256SUMS");

  /** Many times what an intact one of this size needs, and far below what a lie may ask for. */
  private static final long MOST_ALLOCATED = 8 << 20;

  private final TensorOps ops = new ReferenceOps(Precision.F32);
  private final Random random = new Random(7);
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  @TempDir Path folder;
  private Path checkpoint;

  @BeforeEach
  void save() {
    Checkpoints.in(folder, ops).save(TrainingStates.after(8, ops));
    checkpoint = folder.resolve("checkpoint-000000000008");
  }

  /** True if it is read, false if it is refused as it should be; all else fails the test. */
  private boolean isRead() {
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      Checkpoints.in(folder, ops).warning(text -> assertEquals(1, text.lines().count())).latest();
      return true;
    } catch (MalformedFileException e) {
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      return false;
    } finally {
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertTrue(allocated < MOST_ALLOCATED, "allocated " + allocated + " bytes");
    }
  }

  private byte[] damaged(byte[] good) {
    byte[] bytes = good.clone();
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(bytes.length);
      bytes[at] = (byte) (bytes[at] + 1 + random.nextInt(255));
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  @Test
  void everyChangedByteAndEveryCutIsSeen() throws IOException {
    for (String name : FILES) {
      Path file = checkpoint.resolve(name);
      byte[] good = Files.readAllBytes(file);
      for (int i = 0; i < 300; i++) {
        Messages.overwrite(file, damaged(good));
        assertFalse(isRead(), name);
      }
      Messages.overwrite(file, good);
      assertTrue(isRead(), name);
    }
  }

  @Test
  void damageWithRightSumsIsRefusedOrHarmlessAndNeverAnythingElse() throws IOException {
    for (String name : List.of("state.json", "tensors.safetensors")) {
      Path file = checkpoint.resolve(name);
      byte[] good = Files.readAllBytes(file);
      int refused = 0;
      for (int i = 0; i < 1500; i++) {
        byte[] bytes = damaged(good);
        Messages.overwrite(file, bytes);
        Forgery.renewSums(checkpoint);
        refused += isRead() ? 0 : 1;
      }
      assertTrue(refused > 500 && refused < 1500, name + ": refused " + refused);
      Messages.overwrite(file, good);
      Forgery.renewSums(checkpoint);
    }
  }

  @Test
  void lengthsThatLieAllocateNothing() throws IOException {
    Path file = checkpoint.resolve("tensors.safetensors");
    byte[] good = Files.readAllBytes(file);
    for (long length : new long[] {-1, Long.MAX_VALUE, 1L << 40, 99_999_999, good.length}) {
      byte[] bytes = good.clone();
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      Messages.overwrite(file, bytes);
      Forgery.renewSums(checkpoint);
      assertFalse(isRead());
    }
    String header =
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[30000,30000],\"data_offsets\":[0,7200000000]}}";
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length()).put(header.getBytes(UTF_8));
    Messages.overwrite(file, bytes.array());
    Forgery.renewSums(checkpoint);
    assertFalse(isRead());
  }

  @Test
  void sumsOfOtherFilesAreRefused() throws IOException {
    Path list = checkpoint.resolve("SHA256SUMS");
    String text = Files.readString(list);
    for (String other :
        List.of(
            text + text.lines().findFirst().orElseThrow() + "\n",
            text.lines().findFirst().orElseThrow() + "\n",
            text.replace("state.json", "../state.json"),
            text.replace("state.json", "other.json"),
            "x".repeat(20_000_000))) {
      Messages.overwrite(list, other.getBytes(UTF_8));
      assertFalse(isRead());
    }
  }
}
