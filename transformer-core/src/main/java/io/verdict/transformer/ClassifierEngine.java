package io.verdict.transformer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Verdict's own engine: sessions of a classifier, one for each thread that computes at a time. It follows training, as
 * its sessions do, but must not compute while a training step runs. Does not own the classifier.
 */
public final class ClassifierEngine implements LogitsEngine {
    /** The name on the command line. */
    public static final String NAME = "samediff";

    private final Classifier classifier;
    private final Queue<ClassifierSession> idle = new ConcurrentLinkedQueue<>();

    public ClassifierEngine(Classifier classifier) {
        this.classifier = classifier;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Verdict, kernels " + Compute.kernelsName();
    }

    @Override
    public float[][] logits(PackedBatch batch) {
        ClassifierSession borrowed = idle.poll();
        ClassifierSession session = borrowed == null ? classifier.openSession() : borrowed;
        try {
            return session.logits(batch);
        } finally {
            idle.add(session);
        }
    }

    @Override
    public void close() {
        for (ClassifierSession session = idle.poll(); session != null; session = idle.poll()) {
            session.close();
        }
    }
}
