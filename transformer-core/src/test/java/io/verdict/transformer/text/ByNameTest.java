package io.verdict.transformer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ByNameTest {
    private enum Fruit {
        APPLE,
        PEAR;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static Fruit find(String name) {
        return ByName.find("fruit", name, Fruit.values(), Fruit::id);
    }

    @Test
    void isFoundInAnyCase() {
        assertThat(find("Pear")).isEqualTo(Fruit.PEAR);
        assertThat(ByName.names(Fruit.values(), Fruit::id)).containsExactly("apple", "pear");
    }

    @Test
    void anUnknownNameIsToldWithAllAndTheNearest() {
        assertThatThrownBy(() -> find("aple"))
                .isInstanceOf(VerdictException.class)
                .hasMessage("Unknown fruit \"aple\"; supported: apple, pear. Did you mean \"apple\"?");
        assertThatThrownBy(() -> find("x")).hasMessage("Unknown fruit \"x\"; supported: apple, pear.");
    }
}
