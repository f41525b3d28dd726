package io.verdict.serving;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Speaks to a socket as it likes. */
final class RawClient implements AutoCloseable {
    private final Socket socket;

    RawClient(Socket socket) {
        this.socket = socket;
    }

    static String predict(String body) {
        return "POST /predict HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** One answer: its head and as many bytes as it announces. Empty if the connection ends. */
    String answer() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (!out.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return out.toString(StandardCharsets.UTF_8);
            }
            out.write(next);
        }
        String head = out.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int at = head.indexOf("\r\ncontent-length: ") + 2;
        if (at >= 2) {
            int length = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
            out.write(in.readNBytes(length));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The status of one answer; 0 if the connection ended without. */
    int status() throws IOException {
        String answer = answer();
        return answer.isEmpty() ? 0 : Integer.parseInt(answer.substring(9, 12));
    }

    /** Whether the server closes the connection now, or has. */
    boolean isClosed() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true; // Reset.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
