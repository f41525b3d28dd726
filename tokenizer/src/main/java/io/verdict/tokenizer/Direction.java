package io.verdict.tokenizer;

/** The side of a sequence that truncation cuts or padding fills. */
public enum Direction {
    LEFT("Left"),
    RIGHT("Right");

    private final String jsonName;

    Direction(String jsonName) {
        this.jsonName = jsonName;
    }

    String jsonName() {
        return jsonName;
    }
}
