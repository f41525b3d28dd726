package io.verdict.trainer.data;

import java.util.Arrays;

/** A growing array of ints, four bytes an element. */
final class IntList {
    private int[] elements = new int[1024];
    private int size;

    void add(int element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size + (size >> 1));
        }
        elements[size++] = element;
    }

    int get(int index) {
        return elements[index];
    }

    int size() {
        return size;
    }
}
