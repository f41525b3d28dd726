/** Classifiers as ONNX files: {@link io.verdict.export.onnx.OnnxFile} writes them. */
@NullMarked
package io.verdict.export.onnx;

import org.jspecify.annotations.NullMarked;
