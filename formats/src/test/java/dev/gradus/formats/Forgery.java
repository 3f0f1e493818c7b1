package dev.gradus.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the checksums of a checkpoint right again, so that damage reaches what reads it. */
final class Forgery {
  private Forgery() {}

  static void renewSums(Path checkpoint) throws IOException {
    Map<String, String> sums = new LinkedHashMap<>();
    for (String name : new String[] {"state.json", "tensors.safetensors"}) {
      MessageDigest digest = Checksums.sha256();
      digest.update(Files.readAllBytes(checkpoint.resolve(name)));
      sums.put(name, Checksums.hex(digest));
    }
    Files.write(checkpoint.resolve("SHA256SUMS"), Checksums.list(sums));
  }
}
