/**
 * The model that is served, and another one that takes its place while requests go on.
 *
 * <p>{@link io.verdict.serving.model.ServedModel} is a loaded model with its engine and its batcher: what is queued there
 * was encoded by its tokenizer, so a model that is replaced answers what it has accepted, and only then is closed.
 * {@link io.verdict.serving.model.Models} holds the current one and classifies {@link io.verdict.serving.model.TextInput}s
 * with it.
 */
@NullMarked
package io.verdict.serving.model;

import org.jspecify.annotations.NullMarked;
