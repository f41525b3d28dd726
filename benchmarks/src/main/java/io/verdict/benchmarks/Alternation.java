package io.verdict.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the sides of a comparison in turns.
 *
 * @param warmups how often each side works before anything is measured
 * @param rounds how often each side has its turn
 * @param repeats samples of one turn; with more than one the turn begins with an unmeasured run, since what others left
 *     in the caches is a large part of a short time
 */
record Alternation(int warmups, int rounds, int repeats) {
    /** In which threads of the side before go to sleep: ONNX Runtime lets its own spin for a million pauses, 15 to 50 ms. */
    private static final long PAUSE_MILLISECONDS = 100;

    Alternation {
        if (warmups < 0 || rounds < 1 || repeats < 1) {
            throw new IllegalArgumentException(
                    "Warm-ups " + warmups + ", rounds " + rounds + ", repeats " + repeats + ": one is too small");
        }
    }

    /** The samples of each side, by its name. Each round begins with another side. */
    Map<String, Samples> run(List<? extends Timed> sides) {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (Timed side : sides) {
            if (times.put(side.name(), new ArrayList<>()) != null) {
                throw new IllegalArgumentException("Two sides are called " + side.name());
            }
            for (int i = 0; i < warmups; i++) {
                side.milliseconds();
            }
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < sides.size(); i++) {
                Timed side = sides.get((round + i) % sides.size());
                pause();
                if (repeats > 1) {
                    side.milliseconds();
                }
                for (int repeat = 0; repeat < repeats; repeat++) {
                    times.getOrDefault(side.name(), new ArrayList<>()).add(side.milliseconds());
                }
            }
        }
        Map<String, Samples> samples = new LinkedHashMap<>();
        times.forEach((name, milliseconds) -> samples.put(name, new Samples(milliseconds)));
        return samples;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        }
    }
}
