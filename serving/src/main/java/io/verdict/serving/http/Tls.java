package io.verdict.serving.http;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A certificate and its key, as PEM files: TLS 1.2 and 1.3.
 *
 * @param certificate the chain, the server's own first
 * @param key its private key in PKCS#8, not encrypted
 */
public record Tls(Path certificate, Path key) {
    SslContext context() {
        try (InputStream chain = Files.newInputStream(certificate);
                InputStream secret = Files.newInputStream(key)) {
            return SslContextBuilder.forServer(chain, secret)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (IOException | IllegalArgumentException e) {
            throw new VerdictException(
                    "No TLS with " + certificate + " and " + key + ": " + e.getMessage()
                            + "; give a PEM file with the certificate and one with its key in PKCS#8",
                    e);
        }
    }
}
