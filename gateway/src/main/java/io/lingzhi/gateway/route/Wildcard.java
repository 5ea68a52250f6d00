package io.lingzhi.gateway.route;

import java.util.Locale;

/** Patterns in which {@code *} stands for any text, also none. Case does not matter. */
final class Wildcard {
    private Wildcard() {}

    static boolean matches(String pattern, String text) {
        String[] pieces = pattern.toLowerCase(Locale.ROOT).split("\\*", -1);
        String rest = text.toLowerCase(Locale.ROOT);
        if (pieces.length == 1) {
            return rest.equals(pieces[0]);
        }
        String last = pieces[pieces.length - 1];
        if (!rest.startsWith(pieces[0]) || rest.length() < pieces[0].length() + last.length() || !rest.endsWith(last)) {
            return false;
        }
        rest = rest.substring(pieces[0].length(), rest.length() - last.length());
        for (int i = 1; i < pieces.length - 1; i++) {
            int at = rest.indexOf(pieces[i]);
            if (at < 0) {
                return false;
            }
            rest = rest.substring(at + pieces[i].length());
        }
        return true;
    }
}
