package io.lingzhi.gateway.responses;

import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.openairesponses.StoredResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Responses in memory, oldest out first when there are too many, too large or too old. Lost with the process. Safe for
 * all threads.
 */
public final class ResponseStore {
    private final Supplier<Bounds> bounds;
    private final InstantSource clock;
    private final Map<Place, Kept> kept = new LinkedHashMap<>();
    /** Which response an item of an answer belongs to. */
    private final Map<Place, Place> items = new HashMap<>();

    private long bytes;

    /**
     * @param maxBytes of all responses together, as far as they are known by their bytes on the wire
     * @param age after which a response is forgotten
     */
    public record Bounds(long maxBytes, int maxCount, Duration age) {}

    private record Place(String keyId, String id) {}

    /** An item of an answer, and the credential whose upstream gave it. */
    public record KeptItem(JsonValue.Obj item, String credentialId) {}

    /** @param credentialId the credential whose upstream gave this answer */
    public record Kept(StoredResponse response, String credentialId, long bytes, Instant at) {}

    public ResponseStore(Supplier<Bounds> bounds, InstantSource clock) {
        this.bounds = bounds;
        this.clock = clock;
    }

    /** Keeps a response. One that is larger than all bounds is not kept. */
    public synchronized void put(String keyId, StoredResponse response, String credentialId, long size) {
        Bounds limits = bounds.get();
        Place place = new Place(keyId, response.id());
        remove(place);
        if (size > limits.maxBytes() || limits.maxCount() < 1) {
            return;
        }
        kept.put(place, new Kept(response, credentialId, size, clock.instant()));
        response.itemIds().forEach(id -> items.put(new Place(keyId, id), place));
        bytes += size;
        trim(limits);
    }

    private void trim(Bounds limits) {
        Instant oldest = clock.instant().minus(limits.age());
        Iterator<Map.Entry<Place, Kept>> entries = kept.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Place, Kept> next = entries.next();
            Kept entry = next.getValue();
            boolean stays = bytes <= limits.maxBytes()
                    && kept.size() <= limits.maxCount()
                    && entry.at().isAfter(oldest);
            if (stays) {
                return;
            }
            entries.remove();
            forgotten(next.getKey(), entry);
        }
    }

    /** The response of this id that this client got. */
    public synchronized Optional<Kept> get(String keyId, String responseId) {
        trim(bounds.get());
        return Optional.ofNullable(kept.get(new Place(keyId, responseId)));
    }

    /** Forgets a response; answers what was forgotten. */
    public synchronized Optional<Kept> delete(String keyId, String responseId) {
        Optional<Kept> entry = get(keyId, responseId);
        remove(new Place(keyId, responseId));
        return entry;
    }

    private void remove(Place place) {
        Kept entry = kept.remove(place);
        if (entry != null) {
            forgotten(place, entry);
        }
    }

    private void forgotten(Place place, Kept entry) {
        bytes -= entry.bytes();
        entry.response().itemIds().forEach(id -> items.remove(new Place(place.keyId, id), place));
    }

    /** The item of this id in an answer that this client got, to be sent again. */
    public synchronized Optional<KeptItem> item(String keyId, String itemId) {
        trim(bounds.get());
        return Optional.ofNullable(items.get(new Place(keyId, itemId)))
                .flatMap(place -> Optional.ofNullable(kept.get(place)))
                .flatMap(entry -> entry.response().item(itemId).map(item -> new KeptItem(item, entry.credentialId())));
    }

    /** How many are kept. */
    synchronized int size() {
        return kept.size();
    }
}
