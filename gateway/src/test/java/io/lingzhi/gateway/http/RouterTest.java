package io.lingzhi.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.Endpoint;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final Endpoint LIST = (request, reply) -> {};
    private static final Endpoint ADD = (request, reply) -> {};
    private static final Endpoint ONE = (request, reply) -> {};

    private final Router router =
            new Router().at("GET", "/things", LIST).at("POST", "/things", ADD).below("GET", "/things/", ONE);

    @Test
    void findsByPathAndMethod() {
        assertThat(router.find("GET", "/things")).isEqualTo(new Router.Found.Route(LIST));
        assertThat(router.find("POST", "/things")).isEqualTo(new Router.Found.Route(ADD));
        assertThat(router.find("GET", "/things/a/b")).isEqualTo(new Router.Found.Route(ONE));
    }

    @Test
    void tellsTheMethodsThatAPathHas() {
        assertThat(router.find("PUT", "/things")).isEqualTo(new Router.Found.WrongMethod(Set.of("GET", "POST")));
        assertThat(router.find("POST", "/things/a")).isEqualTo(new Router.Found.WrongMethod(Set.of("GET")));
    }

    @Test
    void findsNothingElse() {
        assertThat(router.find("GET", "/things/")).isEqualTo(new Router.Found.Nothing());
        assertThat(router.find("GET", "/thing")).isEqualTo(new Router.Found.Nothing());
        assertThat(router.find("GET", "/THINGS")).isEqualTo(new Router.Found.Nothing());
    }
}
