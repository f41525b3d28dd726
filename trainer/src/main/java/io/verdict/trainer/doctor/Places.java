package io.verdict.trainer.doctor;

import java.util.ArrayList;
import java.util.List;

/** Counts rows, and keeps where the first of them are. */
final class Places {
    static final int KEPT = 10;

    private final List<String> first = new ArrayList<>();
    private long count;

    void add(String place) {
        count++;
        if (first.size() < KEPT) {
            first.add(place);
        }
    }

    long count() {
        return count;
    }

    List<String> first() {
        return List.copyOf(first);
    }
}
