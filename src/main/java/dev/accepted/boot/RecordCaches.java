package dev.accepted.boot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Lets go of what the JDK remembers of our records. In Java 17 each method handle that {@code equals} and {@code hashCode} of
 * records are made of holds the last class that it was adapted to, so our class loader would stay until another application's
 * records came along (JDK-8078641, mended in Java 18). Adapting them to a class of the JDK's own takes our place.
 */
final class RecordCaches {

    private static final int MENDED = 18;

    private RecordCaches() {}

    /** To be called once, after everything of ours has ended. */
    static void release() {
        if (Runtime.version().feature() >= MENDED) {
            return;
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle part = lookup.findVirtual(String.class, "toString", MethodType.methodType(String.class));
            for (String method : new String[] {"equals", "hashCode"}) {
                ObjectMethods.bootstrap(lookup, method, MethodHandle.class, String.class, "part", part);
            }
        } catch (Throwable e) {
            throw new LinkageError("Java 17 does not know its own String", e);
        }
    }
}
