/** What the server measures of itself, for Prometheus; docs/reference/http.md lists the metrics. */
@NullMarked
package io.verdict.serving.metrics;

import org.jspecify.annotations.NullMarked;
