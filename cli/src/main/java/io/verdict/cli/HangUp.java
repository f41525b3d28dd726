package io.verdict.cli;

import java.lang.reflect.Proxy;

/**
 * SIGHUP, by which servers are asked to read their files again. Java has no documented way to it; the class that has been
 * there since Java 1.2 cannot be named without a warning of the compiler, hence reflection. Where it or the signal is
 * missing, as on Windows, it does not come; nor where whoever started the process has had it ignored, as {@code nohup} does.
 */
final class HangUp {
    private HangUp() {}

    /**
     * Runs an action in a thread of its own each time the signal comes, one at a time.
     *
     * @return whether it can come
     */
    static boolean handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object lock = new Object();
            Object handling = Proxy.newProxyInstance(
                    HangUp.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            Thread thread = new Thread(
                                    () -> {
                                        synchronized (lock) {
                                            action.run();
                                        }
                                    },
                                    "verdict-reload");
                            thread.setDaemon(true);
                            thread.start();
                        }
                        return null;
                    });
            Object previous = signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), handling);
            return previous != handler.getField("SIG_IGN").get(null);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
