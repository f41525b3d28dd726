package io.verdict.trainer.data;

import java.net.URI;

/**
 * Data sets that are downloaded by name.
 *
 * @see DatasetBuilder
 */
enum KnownDataset {
    /**
     * 50,000 film reviews, half to train on, half to test on, as many negative as positive (Maas et al., "Learning Word
     * Vectors for Sentiment Analysis", 2011). The SHA-256 is the one that the data-set libraries of TensorFlow and
     * HuggingFace and others have published for years.
     */
    IMDB(
            "https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz",
            "c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe"),
    /** Comments on Wikipedia's talk pages with six labels that do not exclude each other (Jigsaw, 2018). */
    TOXIC("https://pl-flash-data.s3.amazonaws.com/jigsaw_toxic_comments.zip", "");

    private final String source;
    private final String sha256;

    KnownDataset(String source, String sha256) {
        this.source = source;
        this.sha256 = sha256;
    }

    URI source() {
        return URI.create(source);
    }

    /** The SHA-256 of the file there; empty if it is not known for certain. */
    String sha256() {
        return sha256;
    }
}
