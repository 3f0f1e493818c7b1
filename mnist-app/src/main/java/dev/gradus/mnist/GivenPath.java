package dev.gradus.mnist;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options whose value is a path; a blank one, such as an unset shell variable gives, is none. */
final class GivenPath implements ITypeConverter<Path> {
  @Override
  public Path convert(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("expected a path, got '" + text + "'");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("expected a path, got '" + text + "': " + e.getReason());
    }
  }
}
