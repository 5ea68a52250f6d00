package io.lingzhi.gateway.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the keys that a request presents, in all places where the clients of the four protocols put them. */
public final class PresentedKeys {
    private PresentedKeys() {}

    /**
     * @param header the value of a header by its lower-case name
     * @param query the value of a query parameter by its name
     */
    public static List<String> of(Function<String, Optional<String>> header, Function<String, Optional<String>> query) {
        List<String> keys = new ArrayList<>(2);
        header.apply("authorization").map(PresentedKeys::withoutScheme).ifPresent(keys::add);
        header.apply("x-api-key").ifPresent(keys::add);
        header.apply("x-goog-api-key").ifPresent(keys::add);
        query.apply("key").ifPresent(keys::add);
        query.apply("auth_token").ifPresent(keys::add);
        keys.removeIf(String::isBlank);
        return keys;
    }

    private static String withoutScheme(String authorization) {
        String value = authorization.strip();
        String scheme = "bearer";
        boolean schemed = value.regionMatches(true, 0, scheme, 0, scheme.length())
                && (value.length() == scheme.length() || value.charAt(scheme.length()) == ' ');
        return schemed ? value.substring(scheme.length()).strip() : value;
    }
}
