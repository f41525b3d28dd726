package io.verdict.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final List<Mail> MAILS = IntStream.range(0, 300)
            .mapToObj(i -> new Mail("m" + i, i < 100 ? "rare" : "common", i % 2 == 0 ? "ham" : "spam", "text " + i))
            .toList();

    @Test
    void dealsEachGroupOutAlikeAndEachMailOnce() {
        Split split = Split.of(MAILS, new Random(1));
        assertThat(rare(split.train())).isEqualTo(70);
        assertThat(rare(split.valid())).isEqualTo(12);
        assertThat(rare(split.test())).isEqualTo(18);
        Set<Mail> all = new HashSet<>();
        Stream.of(split.train(), split.valid(), split.test()).forEach(all::addAll);
        assertThat(all).hasSize(300);
        assertThat(split.train().size() + split.valid().size() + split.test().size())
                .isEqualTo(300);
    }

    @Test
    void isTheSameForOneSeed() {
        assertThat(Split.of(MAILS, new Random(1))).isEqualTo(Split.of(MAILS, new Random(1)));
        assertThat(Split.of(MAILS, new Random(1))).isNotEqualTo(Split.of(MAILS, new Random(2)));
    }

    private static long rare(List<Mail> mails) {
        return mails.stream().filter(mail -> mail.group().equals("rare")).count();
    }
}
