/**
 * Serves a text classifier by HTTP.
 *
 * <p>The front door is {@link io.verdict.serving.ModelServer}, started with {@link io.verdict.serving.ServerOptions}. A
 * request takes this way: {@code http} reads it within its limits; {@code Gate} lets it in, or not; {@code protocol} finds
 * its endpoint and makes texts of its body; {@code model} encodes them; {@code batch} puts them into batches with those of
 * other requests; and the answer goes the same way back. {@code metrics} counts.
 * {@link io.verdict.serving.AdminServer} takes orders at another port.
 *
 * <p>What was accepted is answered: by its deadline, while a model takes another's place, and when the server stops.
 */
@NullMarked
package io.verdict.serving;

import org.jspecify.annotations.NullMarked;
