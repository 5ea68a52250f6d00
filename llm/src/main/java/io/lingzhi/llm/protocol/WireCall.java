package io.lingzhi.llm.protocol;

import java.util.Optional;
import java.util.function.Function;

/**
 * A client's request as its protocol needs to see it.
 *
 * @param path the URL's path, since some protocols name the model there
 * @param query the value of a query parameter by its name
 */
public record WireCall(String path, Function<String, Optional<String>> query, WireBody body) {
    public WireCall(String path, Function<String, Optional<String>> query, byte[] body) {
        this(path, query, new WireBody(body));
    }

    /** A request whose body says everything. */
    public static WireCall of(byte[] body) {
        return of(new WireBody(body));
    }

    /** The same of a body that may have been scanned. */
    public static WireCall of(WireBody body) {
        return new WireCall("", name -> Optional.empty(), body);
    }
}
