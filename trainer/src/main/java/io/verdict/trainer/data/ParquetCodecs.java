package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Unpacks pages: gzip by the JDK, since parquet-java's needs Hadoop; the others by parquet-java. */
final class ParquetCodecs implements CompressionCodecFactory {
    private static final int PAGE_BYTES = 1 << 20;

    private final Path file;
    private final CodecFactory others = new CodecFactory(new PlainParquetConfiguration(), PAGE_BYTES);

    ParquetCodecs(Path file) {
        this.file = file;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case GZIP -> new Gzip();
            case UNCOMPRESSED, SNAPPY, ZSTD, LZ4_RAW -> others.getDecompressor(codec);
            case BROTLI, LZO, LZ4 ->
                throw new VerdictException(file + " is compressed with " + codec
                        + ", which is not supported. Write it with snappy, zstd, gzip, lz4 (LZ4_RAW) or none.");
        };
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("Parquet files are only read");
    }

    @Override
    public void release() {
        others.release();
    }

    private static final class Gzip implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            return BytesInput.from(unpacked(bytes.toInputStream(), size));
        }

        @Override
        public void decompress(ByteBuffer input, int packedSize, ByteBuffer output, int size) throws IOException {
            byte[] packed = new byte[packedSize];
            input.get(packed);
            output.put(unpacked(new ByteArrayInputStream(packed), size));
        }

        private static byte[] unpacked(InputStream packed, int size) throws IOException {
            try (GZIPInputStream in = new GZIPInputStream(packed)) {
                return in.readNBytes(size);
            }
        }

        @Override
        public void release() {}
    }
}
