package io.verdict.corpus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.jspecify.annotations.Nullable;

/** Takes what a person would read out of a mail: its subject and the text of its body, decoded. */
final class MailReader {
    /** A body shorter than this is no real alternative to the HTML part beside it. */
    private static final int SHORTEST_ALTERNATIVE = 60;

    private static final Pattern LOOKS_LIKE_HTML =
            Pattern.compile("<(html|head|body|table|font|center|!doctype)\\b[^>]*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern SOFT_LINE_BREAK = Pattern.compile("=[ \\t]*\\r?\\n");
    private static final Pattern QUOTED_PRINTABLE = Pattern.compile("=(3D|20|0D|0A|09|2E|[89A-F][0-9A-F])");

    private MailReader() {}

    /** The subject, a line break, and the body on one line; uncut. */
    static String read(byte[] mail) throws IOException {
        Message message = parse(withoutEnvelopeLine(mail));
        return PlainText.line(subject(message)) + "\n" + PlainText.line(text(message));
    }

    private static Message parse(byte[] mail) throws IOException {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.PERMISSIVE);
        builder.setDecodeMonitor(DecodeMonitor.SILENT);
        return builder.parseMessage(new ByteArrayInputStream(mail));
    }

    /** Drops the mbox line {@code From address date}, which is no header. */
    private static byte[] withoutEnvelopeLine(byte[] mail) {
        byte[] envelope = "From ".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < envelope.length; i++) {
            if (i >= mail.length || mail[i] != envelope[i]) {
                return mail;
            }
        }
        int start = 0;
        while (start < mail.length && mail[start] != '\n') {
            start++;
        }
        return Arrays.copyOfRange(mail, Math.min(start + 1, mail.length), mail.length);
    }

    private static String subject(Message message) {
        Field field = message.getHeader() == null ? null : message.getHeader().getField("Subject");
        if (field == null || field.getRaw() == null) {
            return "";
        }
        // Bytes over 127 are not allowed here; who writes them anyway writes the body in the same charset.
        String raw = MailCharset.decode(field.getRaw().toByteArray(), charset(message));
        String unfolded = raw.substring(raw.indexOf(':') + 1)
                .replaceAll("\\r?\\n(?=[ \\t])", "")
                .strip();
        String subject = DecoderUtil.decodeEncodedWords(unfolded, DecodeMonitor.SILENT);
        return subject.contains("</") ? HtmlText.of(subject) : subject;
    }

    private static String text(Entity entity) throws IOException {
        Body body = entity.getBody();
        if (body instanceof Multipart multipart) {
            return "alternative".equalsIgnoreCase(multipart.getSubType())
                    ? alternative(multipart.getBodyParts())
                    : parts(multipart.getBodyParts());
        }
        if (body instanceof Message forwarded) {
            return subject(forwarded) + "\n" + text(forwarded);
        }
        if (body instanceof SingleBody single && isReadable(entity)) {
            return text(entity, single);
        }
        return "";
    }

    /** The plain part of several that say the same, unless it only says that there is an HTML part. */
    private static String alternative(List<Entity> parts) throws IOException {
        String best = "";
        for (Entity part : parts) {
            String text = text(part);
            if (best.strip().length() < SHORTEST_ALTERNATIVE
                    && text.strip().length() > best.strip().length()) {
                best = text;
            }
        }
        return best;
    }

    private static String parts(List<Entity> parts) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Entity part : parts) {
            all.append(text(part)).append('\n');
        }
        return all.toString();
    }

    private static boolean isReadable(Entity entity) {
        String type =
                Objects.requireNonNullElse(entity.getMimeType(), "text/plain").toLowerCase(Locale.ROOT);
        boolean attached = "attachment".equalsIgnoreCase(entity.getDispositionType());
        return type.startsWith("text/") && !attached && !type.equals("text/rfc822-headers");
    }

    private static String text(Entity entity, SingleBody body) throws IOException {
        byte[] bytes;
        try (InputStream in = body.getInputStream()) {
            bytes = in.readAllBytes();
        }
        String text = MailCharset.decode(unquoted(bytes), charset(entity));
        boolean html = "text/html".equalsIgnoreCase(entity.getMimeType())
                || LOOKS_LIKE_HTML.matcher(text).find();
        return html ? HtmlText.of(text) : text;
    }

    /** Undoes quoted-printable where the mail forgot to declare it. */
    private static byte[] unquoted(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        long marks = QUOTED_PRINTABLE.matcher(text).results().count();
        long breaks = SOFT_LINE_BREAK.matcher(text).results().count();
        if (marks < 3 || breaks < 2) {
            return bytes;
        }
        try (InputStream in = new QuotedPrintableInputStream(new ByteArrayInputStream(bytes), DecodeMonitor.SILENT)) {
            return in.readAllBytes();
        }
    }

    /**
     * The declared charset, of the first part where there are several. Read leniently: mime4j refuses a Content-Type
     * that is only slightly wrong.
     */
    private static @Nullable String charset(Entity entity) {
        if (entity.getBody() instanceof Multipart multipart && multipart.getCount() > 0) {
            return charset(multipart.getBodyParts().get(0));
        }
        Field field = entity.getHeader() == null ? null : entity.getHeader().getField("Content-Type");
        if (field == null) {
            return null;
        }
        var body = RawFieldParser.DEFAULT.parseRawBody(new RawField("Content-Type", field.getBody()));
        return body.getParams().stream()
                .filter(parameter -> "charset".equalsIgnoreCase(parameter.getName()))
                .map(NameValuePair::getValue)
                .findFirst()
                .orElse(null);
    }
}
