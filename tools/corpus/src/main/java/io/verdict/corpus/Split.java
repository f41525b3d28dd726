package io.verdict.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Mails dealt out so that each part has the same share of every group. */
record Split(List<Mail> train, List<Mail> valid, List<Mail> test) {
    private static final double TRAIN = 0.70;
    private static final double VALID = 0.12;

    Split {
        train = List.copyOf(train);
        valid = List.copyOf(valid);
        test = List.copyOf(test);
    }

    static Split of(List<Mail> mails, Random random) {
        List<Mail> train = new ArrayList<>();
        List<Mail> valid = new ArrayList<>();
        List<Mail> test = new ArrayList<>();
        var groups = mails.stream().collect(Collectors.groupingBy(Mail::group, TreeMap::new, Collectors.toList()));
        for (List<Mail> group : groups.values()) {
            List<Mail> shuffled = new ArrayList<>(group);
            Collections.shuffle(shuffled, random);
            int trainEnd = (int) Math.round(TRAIN * shuffled.size());
            int validEnd = (int) Math.round((TRAIN + VALID) * shuffled.size());
            train.addAll(shuffled.subList(0, trainEnd));
            valid.addAll(shuffled.subList(trainEnd, validEnd));
            test.addAll(shuffled.subList(validEnd, shuffled.size()));
        }
        List.of(train, valid, test).forEach(part -> Collections.shuffle(part, random));
        return new Split(train, valid, test);
    }
}
