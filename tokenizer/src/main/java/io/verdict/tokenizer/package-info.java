/** HuggingFace BERT tokenizers. */
@NullMarked
package io.verdict.tokenizer;

import org.jspecify.annotations.NullMarked;
