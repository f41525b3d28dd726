/** Reads HuggingFace ONNX exports. */
@NullMarked
package io.verdict.onnx;

import org.jspecify.annotations.NullMarked;
