package io.orbweaver.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C, SIGTERM and SIGHUP while a crawl runs: the first is handed on, the second ends the process at once. Closing
 * gives the signals back to whoever had them.
 *
 * <p>Java has no supported way to take a signal and live on: a shutdown hook can neither choose the exit code nor hear a
 * second signal. The JDK's own class for it is reached by reflection since the compiler refuses it by name; where a
 * runtime lacks it, signals do what they do without.
 */
public final class InterruptSignal implements AutoCloseable {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    private final AtomicInteger received = new AtomicInteger();
    private final Runnable first;
    private final Runnable second;
    private final Map<Object, Object> previous = new LinkedHashMap<>();

    private InterruptSignal(Runnable first, Runnable second) {
        this.first = first;
        this.second = second;
    }

    /** Both run on a thread of the runtime; {@code first} must return soon, or the second signal is not heard. */
    public static InterruptSignal listen(Runnable first, Runnable second) {
        InterruptSignal signal = new InterruptSignal(first, second);
        for (String name : NAMES) {
            signal.take(name);
        }
        return signal;
    }

    /** Whether a signal came. */
    public boolean received() {
        return received.get() > 0;
    }

    private void take(String name) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    handle();
                    yield null;
                }
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "InterruptSignal";
            };
            Object ours = Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[] {handlers}, handler);
            Object taken = signals.getConstructor(String.class).newInstance(name);
            Method handle = signals.getMethod("handle", signals, handlers);
            Object before = handle.invoke(null, taken, ours);
            if (name.equals("HUP") && before.equals(handlers.getField("SIG_IGN").get(null))) {
                // Started with nohup: the end of the terminal is not to end the crawl.
                handle.invoke(null, taken, before);
            } else {
                previous.put(taken, before);
            }
        } catch (ReflectiveOperationException e) {
            System.getLogger(InterruptSignal.class.getName())
                    .log(System.Logger.Level.DEBUG, "SIG{0} keeps its default: {1}", name, e);
        }
    }

    private void handle() {
        if (received.incrementAndGet() == 1) {
            first.run();
        } else {
            second.run();
        }
    }

    @Override
    public void close() {
        previous.forEach((signal, handler) -> {
            try {
                Class<?> handlers = Class.forName("sun.misc.SignalHandler");
                signal.getClass()
                        .getMethod("handle", signal.getClass(), handlers)
                        .invoke(null, signal, handler);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a signal that was taken cannot be given back", e);
            }
        });
        previous.clear();
    }
}
