package io.verdict.trainer.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Something for each part, made when the part is first seen. */
final class PerPart<T> {
    private final List<T> values = new ArrayList<>();
    private final Supplier<T> fresh;

    PerPart(Supplier<T> fresh) {
        this.fresh = fresh;
    }

    T of(int part) {
        while (values.size() <= part) {
            values.add(fresh.get());
        }
        return values.get(part);
    }
}
