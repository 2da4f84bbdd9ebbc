package io.orbweaver.fetch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one message in the order received. Immutable. */
public record HeaderFields(List<Field> fields) {
    public record Field(String name, String value) {}

    public HeaderFields {
        fields = List.copyOf(fields);
    }

    /** Returns the first field of that name, whatever its case, or null. */
    public @Nullable String first(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return field.value();
            }
        }
        return null;
    }
}
