package io.orbweaver.crawl;

/** A constant that lies on disk as a number, which it keeps whatever constants come before it or change their names. */
public interface Coded {
    /** Returns the number, from 0 to 255: never changed, and never given to another constant of the same kind. */
    int code();

    /** Returns the constant with this number; throws where there is none. */
    static <E extends Coded> E of(E[] constants, int code) {
        for (E constant : constants) {
            if (constant.code() == code) {
                return constant;
            }
        }
        throw new IllegalStateException("the store holds the number " + code + ", which is no "
                + constants[0].getClass().getSimpleName());
    }
}
