package io.verdict.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class MailReaderTest {
    private static String read(String mail) throws IOException {
        return read(mail, StandardCharsets.ISO_8859_1);
    }

    private static String read(String mail, Charset charset) throws IOException {
        return MailReader.read(mail.getBytes(charset));
    }

    @Test
    void keepsSubjectAndBodyAndNoOtherHeader() throws IOException {
        String mail =
                "From a@b.c  Mon Sep  2 16:22:06 2002\nX-Spam-Status: Yes\nSubject: Hello\n there\n\nFirst line\n\nlast\n";
        assertThat(read(mail)).isEqualTo("Hello there\nFirst line last");
    }

    @Test
    void decodesQuotedPrintableBase64AndEncodedWords() throws IOException {
        assertThat(read("""
                        Subject: =?iso-8859-1?Q?Caf=E9?=
                        Content-Type: text/plain; charset=iso-8859-1
                        Content-Transfer-Encoding: quoted-printable

                        a caf=E9 with a soft=
                         break
                        """)).isEqualTo("Café\na café with a soft break");
        String encoded = Base64.getEncoder().encodeToString("naïve".getBytes(StandardCharsets.UTF_8));
        assertThat(read("Subject: s\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                        + encoded + "\n"))
                .isEqualTo("s\nnaïve");
    }

    @Test
    void decodesQuotedPrintableThatWasNotDeclared() throws IOException {
        assertThat(read("Subject: s\n\nprice =3D 5=20\nand=20=\nmore =3D 6=20=\nend\n"))
                .isEqualTo("s\nprice = 5 and more = 6 end");
    }

    @Test
    void readsCharsetsThatAreDeclaredUndeclaredOrUnknown() throws IOException {
        Charset big5 = Charset.forName("Big5");
        assertThat(read("Subject: 上次\nContent-Type: text/plain; charset=big5\n\n是你找我嗎\n", big5))
                .isEqualTo("上次\n是你找我嗎");
        Charset windows = Charset.forName("windows-1252");
        assertThat(read("Subject: s\n\n“curly”\n", windows)).isEqualTo("s\n“curly”");
        assertThat(read("Subject: s\nContent-Type: text/plain; charset=DEFAULT\n\n“curly”\n", windows))
                .isEqualTo("s\n“curly”");
        assertThat(read("Subject: s\nContent-Type: text/plain; charset=iso-8859-1\n\n…\n", StandardCharsets.UTF_8))
                .isEqualTo("s\n…");
    }

    @Test
    void takesThePlainAlternativeUnlessItSaysNothing() throws IOException {
        String words = "the plain words of this mail, which are more than enough to stand alone";
        assertThat(read(alternative(words))).isEqualTo("s\n" + words);
        assertThat(read(alternative("see HTML"))).isEqualTo("s\nthe shown words");
    }

    private static String alternative(String plain) {
        return "Subject: s\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\n"
                + plain
                + "\n--x\nContent-Type: text/html\n\n<style>p {}</style><title>t</title><p>the sho<!-- -->wn</p>words\n--x--\n";
    }

    @Test
    void leavesAttachmentsOutAndReadsForwardedMails() throws IOException {
        assertThat(read("""
                        Subject: s
                        Content-Type: multipart/mixed; boundary=x

                        --x

                        body
                        --x
                        Content-Type: text/plain
                        Content-Disposition: attachment

                        secret
                        --x
                        Content-Type: message/rfc822

                        Subject: inner

                        inner body
                        --x--
                        """)).isEqualTo("s\nbody inner inner body");
    }
}
