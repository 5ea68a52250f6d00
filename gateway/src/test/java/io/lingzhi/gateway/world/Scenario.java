package io.lingzhi.gateway.world;

import io.lingzhi.gateway.Configs;
import io.lingzhi.gateway.config.Care;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Deadlines;
import io.lingzhi.gateway.config.EntryTerms;
import io.lingzhi.gateway.config.Secret;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * What a seed decides beforehand: who is there, who asks what, and what else happens.
 *
 * @param upstreams by key
 */
record Scenario(Config config, Map<String, Upstream> upstreams, List<Ask> asks, List<Turn> turns) {
    static final String LOCAL = "local-chat";
    static final Duration AMPLE = Duration.ofMinutes(5);

    /** How a request is in line that gets its place at last. */
    private static final Care.Waiting LONG_LINE = new Care.Waiting(100, AMPLE.multipliedBy(2));

    private static final Deadlines.Pace SLOWEST = new Deadlines.Pace(1, Duration.ofMillis(600));

    private static final Config PLAIN = Configs.of().config();
    private static final List<String> MODELS = List.of("m0", "m1");

    /** Something that happens to the gateway. */
    sealed interface Turn {
        long atNanos();

        /** The clock on the wall is set. */
        record ClockJump(long atNanos, Duration by) implements Turn {}

        /** Another configuration comes into force. */
        record Reload(long atNanos, Config config) implements Turn {}
    }

    /** Whose credential this is. */
    Config.Provider provider(Upstream upstream) {
        for (Config.Provider provider : config.providers()) {
            for (Config.Credential credential : provider.credentials()) {
                if (credential.id().equals(upstream.credentialId())) {
                    return provider;
                }
            }
        }
        throw new AssertionError("nobody has " + upstream);
    }

    static Scenario of(RandomGenerator random) {
        return new Drawing(random).draw();
    }

    /** One seed's draws, in order. */
    private static final class Drawing {
        private final RandomGenerator random;
        private final Map<String, Upstream> upstreams = new HashMap<>();
        private char voice = 'b';

        Drawing(RandomGenerator random) {
            this.random = random;
        }

        private boolean chance(int percent) {
            return random.nextInt(100) < percent;
        }

        private <T> T one(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }

        private long millis(int least, int most) {
            return random.nextInt(least, most + 1) * VirtualLoop.MILLI;
        }

        Scenario draw() {
            List<Config.Provider> providers = new ArrayList<>();
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                providers.add(provider("p" + i));
            }
            Config config = config(providers);
            List<Ask> asks = new ArrayList<>();
            int number = 1 + random.nextInt(chance(12) ? 8 : 4);
            for (int i = 0; i < number; i++) {
                asks.add(ask(i));
            }
            return new Scenario(config, upstreams, asks, turns(config));
        }

        private Config.Provider provider(String name) {
            Config.ProviderKind kind = one(List.of(
                    Config.ProviderKind.OPENAI_COMPATIBILITY,
                    Config.ProviderKind.CODEX,
                    Config.ProviderKind.CLAUDE,
                    Config.ProviderKind.CLAUDE,
                    Config.ProviderKind.GEMINI));
            List<Config.Credential> credentials = new ArrayList<>();
            int count = 1 + random.nextInt(2);
            for (int i = 0; i < count; i++) {
                String key = "key-of-" + name + "-" + i;
                String id = name + "-" + i;
                credentials.add(Configs.credential(id, key, 1 + random.nextInt(3)));
                upstreams.put(key, upstream(id, wire(kind)));
            }
            List<Config.Model> models = MODELS.stream()
                    .filter(model -> chance(75))
                    .map(model -> new Config.Model("u-" + model, model))
                    .toList();
            boolean vendors = kind == Config.ProviderKind.CLAUDE && chance(70);
            Config.Provider plain = Configs.withCredentials(
                    Configs.provider(name, "https://" + name + ".test/v1", "u-m0", "m0"),
                    credentials.toArray(Config.Credential[]::new));
            EntryTerms terms = with(EntryTerms.USUAL, "credentialMaxInFlight", chance(25) ? 1 + random.nextInt(2) : 0);
            plain = with(plain, "terms", with(terms, "maxInFlight", chance(10) ? 1 + random.nextInt(3) : 0));
            return with(
                    with(
                            with(with(plain, "kind", kind), "models", models.isEmpty() ? plain.models() : models),
                            "baseUrl",
                            vendors ? Optional.empty() : plain.baseUrl()),
                    "priority",
                    random.nextInt(2));
        }

        private static Wire wire(Config.ProviderKind kind) {
            return switch (kind) {
                case OPENAI_COMPATIBILITY -> Wire.CHAT;
                case CODEX, XAI -> Wire.RESPONSES;
                case CLAUDE -> Wire.ANTHROPIC;
                case GEMINI, VERTEX, INTERACTIONS -> Wire.GEMINI;
            };
        }

        private Upstream upstream(String id, Wire wire) {
            Upstream.Nature nature = one(List.of(
                    Upstream.Nature.GOOD,
                    Upstream.Nature.GOOD,
                    Upstream.Nature.FLAKY,
                    Upstream.Nature.FLAKY,
                    Upstream.Nature.BAD,
                    Upstream.Nature.BREAKS,
                    Upstream.Nature.DOWN));
            Upstream.Prefilled prefilled = one(List.of(Upstream.Prefilled.values()));
            return new Upstream(id, wire, voice++, nature, prefilled, millis(1000, 6000));
        }

        private Config config(List<Config.Provider> providers) {
            Config plain = PLAIN;
            Config.Routing routing = plain.routing();
            routing = with(routing, "strategy", one(List.of(Config.Strategy.values())));
            routing = with(routing, "requestRetry", random.nextInt(3));
            routing = with(routing, "maxRetryCredentials", chance(20) ? 1 + random.nextInt(2) : 0);
            routing = with(routing, "maxRetryInterval", Duration.ofMillis(one(List.of(0, 500, 3000, 30_000))));
            routing = with(routing, "switchProject", chance(85));
            Deadlines deadlines = plain.deadlines();
            deadlines = with(deadlines, "connect", Duration.ofMillis(300));
            deadlines = with(deadlines, "responseHead", Duration.ofMillis(700));
            deadlines = with(deadlines, "firstToken", Duration.ofMillis(900));
            deadlines = with(deadlines, "idle", Duration.ofMillis(800));
            deadlines = with(deadlines, "wholeAnswer", Duration.ofMillis(1500));
            deadlines = with(deadlines, "slowest", chance(60) ? Optional.of(SLOWEST) : Optional.empty());
            Duration all = chance(20) ? Duration.ofMillis(random.nextInt(1000, 8000)) : AMPLE;
            deadlines = with(with(deadlines, "total", all), "request", all);
            Map<String, List<String>> fallbacks = chance(50)
                    ? Map.of("m0", one(List.of(List.of("m1"), List.of("m1", LOCAL), List.of(LOCAL))))
                    : Map.of();
            Map<String, List<String>> larger = chance(20) ? Map.of("m0", List.of("m1")) : Map.of();
            Config.RescueMode mode = one(List.of(
                    Config.RescueMode.CONTINUE,
                    Config.RescueMode.CONTINUE,
                    Config.RescueMode.ASSURED,
                    Config.RescueMode.OFF));
            Config.Limits limits = with(plain.limits(), "inFlight", chance(5) ? 2 : 1000);
            return Configs.of(providers.toArray(Config.Provider[]::new))
                    .replacing(
                            routing,
                            limits,
                            deadlines,
                            new Config.Chains(fallbacks, larger, Map.of()),
                            streaming(mode),
                            care())
                    .config();
        }

        private Config.Streaming streaming(Config.RescueMode mode) {
            return new Config.Streaming(
                    mode,
                    Map.of(),
                    chance(40) ? Map.of("m0", Duration.ofMillis(random.nextInt(50, 600))) : Map.of(),
                    chance(40) ? Duration.ofMillis(random.nextInt(100, 700)) : Duration.ZERO,
                    chance(40) ? Duration.ofMillis(random.nextInt(100, 700)) : Duration.ZERO,
                    chance(20));
        }

        private Care care() {
            Care.Waiting waiting =
                    one(List.of(Care.USUAL.waiting(), new Care.Waiting(1, Duration.ofMillis(500)), LONG_LINE));
            Care.Affinity affinity = new Care.Affinity(chance(50), Duration.ofSeconds(1 + random.nextInt(60)));
            return new Care(affinity, waiting, Care.USUAL.cooling());
        }

        private Ask ask(int number) {
            BooleanSupplier often = () -> chance(75);
            Optional<Wire> wire = chance(85) ? Optional.of(one(Wire.ALL)) : Optional.empty();
            Optional<Config.RescueMode> wish = wire.isPresent() && chance(30)
                    ? Optional.of(one(List.of(Config.RescueMode.values())))
                    : Optional.empty();
            return new Ask(
                    number,
                    millis(0, 4000),
                    often.getAsBoolean() ? "m0" : "m1",
                    wire,
                    chance(80),
                    wish,
                    new Ask.Subject(1 + random.nextInt(chance(12) ? 16 : 5), chance(25), chance(15)),
                    often.getAsBoolean(),
                    chance(50) ? Optional.of("c" + random.nextInt(2)) : Optional.empty(),
                    patience());
        }

        private Ask.Patience patience() {
            int draw = random.nextInt(100);
            if (draw < 70) {
                return new Ask.Patience.Endless();
            }
            if (draw < 82) {
                return new Ask.Patience.LeavesAfter(millis(0, 3000));
            }
            return draw < 97 ? new Ask.Patience.Slow(millis(1, chance(40) ? 1500 : 400)) : new Ask.Patience.Stuck();
        }

        private List<Turn> turns(Config config) {
            List<Turn> turns = new ArrayList<>();
            if (chance(25)) {
                turns.add(new Turn.ClockJump(millis(0, 5000), Duration.ofMinutes(random.nextInt(-3000, 3000))));
            }
            if (chance(25)) {
                List<Config.Provider> others = config.providers().size() == 1
                        ? config.providers()
                        : config.providers().subList(1, config.providers().size());
                turns.add(new Turn.Reload(millis(0, 5000), config(others)));
            }
            return turns;
        }
    }

    /** How a record is taken apart and put together. */
    private record Form(List<RecordComponent> components, Constructor<?> constructor) {}

    private static final ClassValue<Form> FORMS = new ClassValue<>() {
        @Override
        protected Form computeValue(Class<?> type) {
            List<RecordComponent> components = List.of(type.getRecordComponents());
            Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                return new Form(components, type.getDeclaredConstructor(types));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }
    };

    /** The same record with another value of one component, so that further components do not concern the world. */
    static <R extends Record> R with(R record, String name, Object value) {
        Form form = FORMS.get(record.getClass());
        Object[] values = new Object[form.components().size()];
        boolean found = false;
        try {
            for (int i = 0; i < values.length; i++) {
                RecordComponent component = form.components().get(i);
                boolean that = component.getName().equals(name);
                found |= that;
                values[i] = that ? value : component.getAccessor().invoke(record);
            }
            if (!found) {
                throw new IllegalArgumentException(record.getClass() + " has no " + name);
            }
            @SuppressWarnings("unchecked") // the constructor of the record's own class
            R changed = (R) form.constructor().newInstance(values);
            return changed;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The secret's text under which an upstream is known. */
    static Optional<String> key(Map<String, Secret> headers) {
        return List.of("authorization", "x-api-key", "x-goog-api-key").stream()
                .flatMap(name -> Optional.ofNullable(headers.get(name)).stream())
                .map(secret -> secret.reveal().replace("Bearer ", ""))
                .findFirst();
    }
}
