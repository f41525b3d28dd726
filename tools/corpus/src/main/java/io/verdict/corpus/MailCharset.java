package io.verdict.corpus;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the bytes of a text part. Mails of that time declare charsets wrongly or not at all, so valid UTF-8 wins, and
 * windows-1252 (a superset of what Latin-1 mails print) serves for Latin-1, for ASCII and for names nobody knows.
 */
final class MailCharset {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Pattern META =
            Pattern.compile("<meta[^>]+charset\\s*=\\s*[\"']?([A-Za-z0-9_-]+)", Pattern.CASE_INSENSITIVE);

    private MailCharset() {}

    static String decode(byte[] bytes, @Nullable String declared) {
        String utf8 = strictUtf8(bytes);
        boolean escapes = declared != null && declared.toLowerCase(Locale.ROOT).startsWith("iso-2022");
        if (utf8 != null && !escapes) {
            return utf8;
        }
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher meta = META.matcher(latin);
        String name = declared == null && meta.find() ? meta.group(1) : declared;
        return new String(bytes, charset(name));
    }

    private static Charset charset(@Nullable String name) {
        if (name == null) {
            return WINDOWS_1252;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("gb2312") || lower.equals("gbk")) {
            return Charset.forName("GB18030");
        }
        if (lower.equals("ks_c_5601-1987") || lower.equals("euc-kr")) {
            return Charset.forName("x-windows-949");
        }
        try {
            Charset charset = Charset.forName(name);
            boolean latin = charset.equals(StandardCharsets.ISO_8859_1)
                    || charset.equals(StandardCharsets.US_ASCII)
                    || charset.equals(StandardCharsets.UTF_8);
            return latin ? WINDOWS_1252 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return WINDOWS_1252;
        }
    }

    private static @Nullable String strictUtf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }
}
