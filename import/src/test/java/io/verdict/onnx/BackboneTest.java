package io.verdict.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.transformer.Activation;
import io.verdict.transformer.EncoderConfig;
import org.junit.jupiter.api.Test;

class BackboneTest {
    @Test
    void opensTheEmbeddedDefault() {
        try (Backbone backbone = Backbone.open(Backbones.DEFAULT)) {
            assertThat(backbone.encoder().config())
                    .isEqualTo(new EncoderConfig(30522, 384, 6, 12, 1536, 512, 2, 1e-12, Activation.GELU, true));
            assertThat(backbone.maxLength()).isEqualTo(512);
            assertThat(backbone.tokenizerJson().orElseThrow()).contains("\"WordPiece\"");
        }
    }
}
