package io.lingzhi.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lingzhi.gateway.Configs;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.ModelTraits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private static final String URL = "http://127.0.0.1:1/v1";

    @Test
    void findsProvidersByAliasInAnyCaseAndNotByTheUpstreamsName() {
        RouteTable routes = table(Configs.provider("one", URL, "vendor-name", "Fast", "k1"));
        assertThat(names(routes.resolve("fAST"))).containsExactly("one");
        assertThat(routes.resolve("vendor-name")).isInstanceOf(Resolution.Unknown.class);
    }

    @Test
    void putsHigherPriorityFirstAndKeepsTheFilesOrderElse() {
        Config.Provider low = Configs.provider("low", URL, "m", "fast", "k1");
        Config.Provider alsoLow = Configs.provider("also-low", URL, "m", "fast", "k2");
        Config.Provider high = Configs.withPriority(Configs.provider("high", URL, "m", "fast", "k3"), 5);
        assertThat(names(table(low, alsoLow, high).resolve("fast"))).containsExactly("high", "low", "also-low");
    }

    @Test
    void namesTheVariablesThatWouldMakeAModelUsable() {
        Config.Provider provider = Configs.withCredentials(
                Configs.provider("one", URL, "m", "fast"), Configs.unset("c1", "ONE_KEY"), Configs.unset("c2", "TWO"));
        assertThat(table(provider).resolve("fast")).isEqualTo(new Resolution.Unserved(List.of("ONE_KEY", "TWO")));
        assertThat(table(provider).listed()).isEmpty();
    }

    @Test
    void leavesOutProvidersWithoutUsableCredential() {
        Config.Provider unset =
                Configs.withCredentials(Configs.provider("unset", URL, "m", "fast"), Configs.unset("c1", "ONE_KEY"));
        Config.Provider good = Configs.provider("good", URL, "m", "fast", "k1");
        assertThat(names(table(unset, good).resolve("fast"))).containsExactly("good");
    }

    @Test
    void leavesOutDisabledProvidersAndExcludedModels() {
        Config.Provider off = changed(Configs.provider("off", URL, "m", "fast", "k"), false, Optional.empty());
        Config.Provider excluding = new Config.Provider(
                Config.ProviderKind.OPENAI_COMPATIBILITY,
                "excluding",
                true,
                Optional.empty(),
                Optional.of(URL),
                Map.of(),
                List.of(Configs.credential("c", "k", 1)),
                List.of(new Config.Model("a", "fast-old"), new Config.Model("b", "slow")),
                List.of("FAST-*"),
                0);
        RouteTable routes = table(off, excluding);
        assertThat(routes.resolve("fast")).isInstanceOf(Resolution.Unknown.class);
        assertThat(routes.resolve("fast-old")).isInstanceOf(Resolution.Unknown.class);
        assertThat(names(routes.resolve("slow"))).containsExactly("excluding");
    }

    @Test
    void addsThePrefixedNameAndDropsThePlainOneOnlyIfForced() {
        Config.Provider prefixed = changed(Configs.provider("p", URL, "m", "fast", "k"), true, Optional.of("team"));
        assertThat(names(table(prefixed).resolve("team/fast"))).containsExactly("p");
        assertThat(names(table(prefixed).resolve("fast"))).containsExactly("p");

        Config forced = Configs.of(prefixed)
                .routing(new Config.Routing(Config.Strategy.FILL_FIRST, true, 0, 0, Duration.ZERO, true, false))
                .config();
        RouteTable routes = RouteTable.of(forced, Map.of());
        assertThat(names(routes.resolve("team/fast"))).containsExactly("p");
        assertThat(routes.resolve("fast")).isEqualTo(new Resolution.Unknown(List.of()));
    }

    @Test
    void servesLocalModelsWhereNoProviderDeclaresTheName() {
        Config config =
                Configs.of(Configs.provider("p", URL, "m", "shared", "k")).config();
        RouteTable routes = RouteTable.of(config, Map.of("Own", "own-model", "shared", "own-model"));
        assertThat(routes.resolve("own")).isEqualTo(new Resolution.Local("own-model"));
        assertThat(names(routes.resolve("shared"))).containsExactly("p");
    }

    @Test
    void autoIsTheBestThatCanBeServed() {
        Config.Provider low = Configs.provider("low", URL, "m", "cheap", "k1");
        Config.Provider high = Configs.withPriority(Configs.provider("high", URL, "m", "best", "k3"), 5);
        Config.Provider unset = Configs.withPriority(
                Configs.withCredentials(Configs.provider("unset", URL, "m", "gone"), Configs.unset("c", "KEY")), 9);
        RouteTable routes = table(low, unset, high);
        assertThat(names(routes.resolve("Auto"))).containsExactly("high");
        assertThat(routes.stages("auto", Config.Chains.NONE, false))
                .extracting(Stage::reason, Stage::model)
                .containsExactly(tuple(Stage.Reason.ASKED, "best"), tuple(Stage.Reason.FALLBACK, "cheap"));
        assertThat(routes.listed()).extracting(RouteTable.Listed::name).doesNotContain("auto");
        assertThat(table().resolve("auto")).isEqualTo(new Resolution.Unknown(List.of()));
    }

    @Test
    void autoFollowsItsOwnChainAndGivesWayToAModelOfThatName() {
        Config.Provider one = Configs.provider("one", URL, "m", "one", "k1");
        Config.Provider two = Configs.provider("two", URL, "m", "two", "k2");
        Config.Chains chains = new Config.Chains(Map.of("auto", List.of("two", "auto", "one")), Map.of(), Map.of());
        RouteTable chained = RouteTable.of(Configs.of(one, two).chains(chains).config(), Map.of());
        assertThat(names(chained.resolve("auto"))).containsExactly("two");
        assertThat(chained.stages("auto", chains, false))
                .extracting(Stage::model)
                .containsExactly("two", "one");
        Config.Provider own = Configs.provider("own", URL, "m", "auto", "k3");
        assertThat(names(table(one, own).resolve("auto"))).containsExactly("own");
    }

    @Test
    void anAliasThatRepeatsIsAPoolAcrossProvidersKindsAndWithinOne() {
        Config.Provider here = with(Configs.provider("here", URL, "m", "x", "k"), "a", "b", "a");
        Config.Provider there = new Config.Provider(
                Config.ProviderKind.CLAUDE,
                "there",
                true,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(Configs.credential("c", "k", 1)),
                List.of(new Config.Model("c", "POOL")),
                List.of(),
                0);
        RouteTable routes = table(here, there);
        Resolution.Served served = (Resolution.Served) routes.resolve("pool");
        assertThat(served.candidates()).extracting(Candidate::upstreamModel).containsExactly("a", "b", "c");
        assertThat(routes.listed()).extracting(RouteTable.Listed::name).containsExactly("pool");
    }

    private static Config.Provider with(Config.Provider provider, String... upstreamModels) {
        return new Config.Provider(
                provider.kind(),
                provider.name(),
                true,
                provider.prefix(),
                provider.baseUrl(),
                provider.headers(),
                provider.credentials(),
                java.util.Arrays.stream(upstreamModels)
                        .map(name -> new Config.Model(name, "pool"))
                        .toList(),
                provider.excludedModels(),
                0);
    }

    @Test
    void aPrefixThatIsTheModelsNameKeepsThePlainOne() {
        Config.Provider prefixed = changed(Configs.provider("p", URL, "m", "fast", "k"), true, Optional.of("fast"));
        Config forced = Configs.of(prefixed)
                .routing(new Config.Routing(Config.Strategy.FILL_FIRST, true, 0, 0, Duration.ZERO, true, false))
                .config();
        RouteTable routes = RouteTable.of(forced, Map.of());
        assertThat(names(routes.resolve("fast"))).containsExactly("p");
        assertThat(names(routes.resolve("fast/fast"))).containsExactly("p");
    }

    @Test
    void tellsWhatTheFirstEntryOfAPoolSaysOfIt() {
        ModelTraits fast = new ModelTraits(
                Optional.of("Fast one"), Optional.empty(), false, Optional.empty(), List.of(), List.of());
        Config.Provider named = new Config.Provider(
                Config.ProviderKind.OPENAI_COMPATIBILITY,
                "p",
                true,
                Optional.empty(),
                Optional.of(URL),
                Map.of(),
                List.of(Configs.credential("c", "k", 1)),
                List.of(
                        new Config.Model("a", "fast", fast),
                        new Config.Model("b", "fast"),
                        new Config.Model("c", "slow")),
                List.of(),
                0);
        assertThat(table(named).listed())
                .containsExactly(new RouteTable.Listed("fast", "p", fast), new RouteTable.Listed("slow", "p"));
    }

    @Test
    void suggestsNamesThatLookAlike() {
        RouteTable routes = table(Configs.provider("p", URL, "m", "fast-model", "k"));
        assertThat(routes.resolve("fast-modle")).isEqualTo(new Resolution.Unknown(List.of("fast-model")));
    }

    @Test
    void listsEachNameOnceWithItsFirstOwner() {
        RouteTable routes = RouteTable.of(
                Configs.of(
                                Configs.provider("b", URL, "m", "Zeta", "k"),
                                Configs.withPriority(Configs.provider("a", URL, "m", "zeta", "k"), 1))
                        .config(),
                Map.of("local", "local"));
        assertThat(routes.listed())
                .containsExactly(new RouteTable.Listed("local", "lingzhi"), new RouteTable.Listed("zeta", "a"));
    }

    private static RouteTable table(Config.Provider... providers) {
        return RouteTable.of(Configs.of(providers).config(), Map.of());
    }

    private static List<String> names(Resolution resolution) {
        assertThat(resolution).isInstanceOf(Resolution.Served.class);
        return ((Resolution.Served) resolution)
                .candidates().stream()
                        .map(candidate -> candidate.provider().name())
                        .toList();
    }

    private static Config.Provider changed(Config.Provider provider, boolean enabled, Optional<String> prefix) {
        return new Config.Provider(
                provider.kind(),
                provider.name(),
                enabled,
                prefix,
                provider.baseUrl(),
                provider.headers(),
                provider.credentials(),
                provider.models(),
                provider.excludedModels(),
                provider.priority());
    }
}
