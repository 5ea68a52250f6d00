package io.lingzhi.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * A secret as it was asked from the file.
 *
 * @param value empty when nothing stands there or a variable is missing
 * @param raw as written, before variables are filled
 * @param missing variables that are unset or empty
 */
record SecretText(Optional<Secret> value, Secret raw, List<String> missing, Place place) {
    SecretText {
        missing = List.copyOf(missing);
    }

    static SecretText nothing(Place place) {
        return new SecretText(Optional.empty(), new Secret(""), List.of(), place);
    }

    /** True when nothing is written there. */
    boolean isEmpty() {
        return value.isEmpty() && missing.isEmpty();
    }
}
