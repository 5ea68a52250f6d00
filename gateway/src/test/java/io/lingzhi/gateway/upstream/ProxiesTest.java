package io.lingzhi.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lingzhi.gateway.config.Secret;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    @ParameterizedTest
    @ValueSource(strings = {"direct", "DIRECT", "none", "", " "})
    void connectsDirectlyWhenTold(String url) {
        assertThat(options(url)).isEmpty();
    }

    @Test
    void connectsDirectlyWithoutAProxy() {
        assertThat(Proxies.options(Optional.empty(), new ClientSSLOptions())).isEmpty();
    }

    @Test
    void readsAddressAndAccount() {
        ProxyOptions proxy = options("http://me%40home:p%3Aw+d@proxy.test:3128").orElseThrow();
        assertThat(proxy.getType()).isEqualTo(ProxyType.HTTP);
        assertThat(proxy.getHost()).isEqualTo("proxy.test");
        assertThat(proxy.getPort()).isEqualTo(3128);
        assertThat(proxy.getUsername()).isEqualTo("me@home");
        assertThat(proxy.getPassword()).isEqualTo("p:w+d");
    }

    @Test
    void knowsTheUsualPorts() {
        assertThat(options("socks5h://proxy.test").orElseThrow().getPort()).isEqualTo(1080);
        assertThat(options("socks5://proxy.test").orElseThrow().getType()).isEqualTo(ProxyType.SOCKS5);
        assertThat(options("http://proxy.test").orElseThrow().getPort()).isEqualTo(8080);
        assertThat(options("https://proxy.test").orElseThrow().getPort()).isEqualTo(443);
    }

    @Test
    void speaksTlsToAProxyThatAsksForIt() {
        assertThat(options("https://proxy.test").orElseThrow().getType()).isEqualTo(ProxyType.HTTPS);
    }

    @Test
    void neverGoesDirectlyWhenTheProxyIsUnknown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("ftp://user:hidden@proxy.test"))
                .withMessageNotContaining("hidden");
    }

    private static Optional<ProxyOptions> options(String url) {
        return Proxies.options(Optional.of(new Secret(url)), new ClientSSLOptions());
    }
}
