package io.orbweaver.parse.html;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes whose values are read. */
public enum Attribute {
    COLOR("color"),
    CONTENT("content"),
    ENCODING("encoding"),
    FACE("face"),
    HREF("href"),
    HREFLANG("hreflang"),
    HTTP_EQUIV("http-equiv"),
    LANG("lang"),
    NAME("name"),
    REL("rel"),
    SIZE("size"),
    SRC("src"),
    TYPE("type"),
    XML_LANG("xml:lang");

    private static final NameTable<Attribute> BY_NAME = byName();

    private final String text;

    Attribute(String text) {
        this.text = text;
    }

    private static NameTable<Attribute> byName() {
        Map<String, Attribute> names = new HashMap<>();
        for (Attribute attribute : values()) {
            names.put(attribute.text, attribute);
        }
        return new NameTable<>(names, Attribute[]::new);
    }

    /** Returns the attribute of that name, null where nobody reads it. */
    public static @Nullable Attribute of(Name name) {
        return BY_NAME.find(name);
    }
}
