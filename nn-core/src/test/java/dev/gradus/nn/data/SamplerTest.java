package dev.gradus.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.random.RandomSource;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private final RandomSource random = RandomSource.ofSeed(2);

  @Test
  void aRandomBatchIsAFunctionOfTheStep() {
    Sampler sampler = Sampler.random(1000, 100, random);
    int[] third = sampler.samples(3);
    sampler.samples(4);
    assertArrayEquals(third, sampler.samples(3));
    assertFalse(Arrays.equals(third, sampler.samples(4)));
    assertEquals(10, sampler.stepsPerEpoch());
    assertEquals(100, third.length);
  }

  @Test
  void aShuffledEpochSeesEverySampleOnceAndTheLastBatchMayBeSmaller() {
    Sampler sampler = Sampler.shuffled(25, 10, random);
    assertEquals(3, sampler.stepsPerEpoch());
    int[] epoch =
        IntStream.range(0, 3).flatMap(step -> Arrays.stream(sampler.samples(step))).toArray();
    assertEquals(5, sampler.samples(2).length);
    assertFalse(Arrays.equals(epoch, IntStream.range(0, 25).toArray()), "shuffled");
    assertArrayEquals(IntStream.range(0, 25).toArray(), Arrays.stream(epoch).sorted().toArray());
    int[] firstOfNext = sampler.samples(3);
    assertFalse(Arrays.equals(firstOfNext, sampler.samples(0)), "every epoch anew");
    assertArrayEquals(firstOfNext, sampler.samples(3));
  }

  @Test
  void aBatchOfOneIsEnough() {
    assertEquals(1, Sampler.random(10, 1, random).samples(0).length);
    assertEquals(10, Sampler.shuffled(10, 1, random).stepsPerEpoch());
  }

  @Test
  void aBatchMayBeLargerThanTheDataByAnyNumber() {
    Sampler sampler = Sampler.shuffled(10, Integer.MAX_VALUE, random);
    assertEquals(1, sampler.stepsPerEpoch());
    assertEquals(10, sampler.samples(1).length);
  }

  @Test
  void anEmptyBatchIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Sampler.random(10, 0, random));
    assertThrows(IllegalArgumentException.class, () -> Sampler.shuffled(10, 0, random));
  }
}
