package io.verdict.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.tokenizer.Windows.Window;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static Truncation truncation(int stride, Direction direction) {
        return new Truncation(10, Truncation.Strategy.LONGEST_FIRST, stride, direction);
    }

    @Test
    void windowsToTheRightOverlapByTheStride() {
        assertThat(Windows.ofSingle(9, 4, truncation(1, Direction.RIGHT)).windows())
                .containsExactly(new Window(0, 4), new Window(3, 7), new Window(6, 9));
    }

    @Test
    void windowsToTheLeftBeginAtTheEnd() {
        assertThat(Windows.ofSingle(9, 4, truncation(1, Direction.LEFT)).windows())
                .containsExactly(new Window(5, 9), new Window(2, 6), new Window(0, 3));
    }

    @Test
    void whatFitsIsWhole() {
        assertThat(Windows.ofSingle(4, 4, truncation(1, Direction.LEFT))).isEqualTo(Windows.whole(4));
    }

    @Test
    void noRoomAtAllKeepsNothing() {
        assertThat(Windows.ofSingle(3, 0, truncation(0, Direction.RIGHT)).windows())
                .containsExactly(new Window(0, 0), new Window(0, 3));
    }

    @Test
    void theLongerOfTwoGivesWayFirst() {
        Truncation truncation = truncation(0, Direction.RIGHT);
        assertThat(Windows.ofPair(2, 9, 7, truncation).get(0).kept()).isEqualTo(new Window(0, 2));
        assertThat(Windows.ofPair(2, 9, 7, truncation).get(1).kept()).isEqualTo(new Window(0, 5));
        assertThat(Windows.ofPair(9, 8, 7, truncation).get(0).kept()).isEqualTo(new Window(0, 4));
        assertThat(Windows.ofPair(9, 8, 7, truncation).get(1).kept()).isEqualTo(new Window(0, 3));
    }
}
