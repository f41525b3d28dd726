/**
 * Files from the network, checked and kept.
 *
 * <p>{@link io.verdict.trainer.download.Download} is the front door: it gives a local file, fetched at most once. TLS is
 * verified by the JDK, the content by its SHA-256, which must be known beforehand; an interrupted download goes on where
 * it stopped. {@link io.verdict.trainer.download.DownloadCache} says where the files are kept.
 */
@NullMarked
package io.verdict.trainer.download;

import org.jspecify.annotations.NullMarked;
