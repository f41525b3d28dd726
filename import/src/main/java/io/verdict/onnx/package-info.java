/**
 * Reads HuggingFace's ONNX exports of BERT encoders.
 *
 * <p>The front doors: {@link io.verdict.onnx.Backbone#open} for an encoder with its tokenizer by name, folder or file,
 * {@link io.verdict.onnx.OnnxImporter} for one ONNX file and all that is in it.
 *
 * <p>What happens, in order:
 *
 * <ol>
 *   <li>{@code OnnxFile} maps and parses the file, {@code GraphReader} makes a {@code Graph} of it: every value has one
 *       origin, there is no cycle, every tensor has the bytes its shape needs.
 *   <li>{@code Passes} turn Constant nodes into constants and remove nodes that hand their input on.
 *   <li>{@code Probe} runs the graph on two small batches of different sizes. What does not depend on parameters, that
 *       is shape arithmetic, masks and positions, is then known in numbers; of the rest the shape.
 *   <li>The fusions recognise layer norms, linear layers, activations and self-attention. They look at what nodes
 *       compute, by running them on numbers that tell, more than at how an exporter spelled it.
 *   <li>{@code EncoderReader} walks from the embeddings through the layers to the head and gives each constant on the
 *       way HuggingFace's name. Names in the file are not looked at.
 *   <li>{@code Remainder} is what the outputs need besides; {@code TailImporter} has samediff-import-onnx map it and
 *       checks the result on a sample.
 *   <li>{@code OnnxImporter} loads the parameters as float32 arrays.
 * </ol>
 *
 * <p>Traps: a file's weights are mapped, so it must not be changed while it is imported. samediff-import-onnx takes 10
 * to 30 seconds to start; it is started only where a graph has nodes besides the encoder. Whatever is not recognised is
 * an error, never a guess.
 */
@NullMarked
package io.verdict.onnx;

import org.jspecify.annotations.NullMarked;
