package io.lingzhi.gateway.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private final AddressGuard guard = new AddressGuard(List.of());

    private static List<InetAddress> addresses(String... literals) {
        return java.util.Arrays.stream(literals).map(InetAddress::ofLiteral).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "2001:db8::1",
                "2001::1",
                "2001:2::1",
                "3fff::1",
                "100::1",
                "5f00::1",
                "64:ff9b:1::1",
                "::127.0.0.1",
                "::7f00:1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::",
                "2002:0a00:0001::1",
                "2002:c0a8:0101::1",
            })
    void refusesWhatIsNotPublic(String literal) {
        assertThat(guard.allows("host.test", addresses(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "93.184.216.34",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "64:ff9b::808:808",
                "2002:808:808::1",
            })
    void allowsWhatIsPublic(String literal) {
        assertThat(guard.allows("host.test", addresses(literal))).isTrue();
    }

    @Test
    void refusesAPrivateAddressInTheFormThatWrapsIt() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = 127;
        mapped[15] = 1;
        assertThat(guard.allows("host.test", List.of(InetAddress.getByAddress(mapped))))
                .isFalse();
    }

    @Test
    void refusesAHostOfWhichOneAddressIsNotPublic() {
        assertThat(guard.allows("host.test", addresses("8.8.8.8", "10.0.0.1"))).isFalse();
        assertThat(guard.allows("host.test", List.of())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3,       10.1.2.3,    true",
        "10.1.2.3,       10.1.2.4,    false",
        "10.0.0.0/8,     10.9.9.9,    true",
        "10.0.0.0/8,     192.168.0.1, false",
        "192.168.4.0/22, 192.168.7.9, true",
        "192.168.4.0/22, 192.168.8.1, false",
        "fd00::/8,       fd12::1,     true",
        "[::1],          ::1,         true",
        "0.0.0.0/0,      127.0.0.1,   true",
        "0.0.0.0/0,      ::1,         false",
        "files.corp,     10.1.2.3,    false",
    })
    void allowsWhatTheOperatorLists(String listed, String address, boolean allowed) {
        assertThat(new AddressGuard(List.of(listed)).allows("host.test", addresses(address)))
                .isEqualTo(allowed);
    }

    @Test
    void allowsAListedNameWhereverItLeads() {
        AddressGuard listing = new AddressGuard(List.of("Files.Corp"));
        assertThat(listing.allows("files.corp", addresses("10.1.2.3"))).isTrue();
        assertThat(listing.allows("evil.files.corp", addresses("10.1.2.3"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host/x",
                "file:///etc/passwd",
                "gopher://host",
                "http://user:pass@host/x",
                "http://user@host/x",
                "http:///x",
                "http://",
                "https://host:0/x",
                "http://ho st/x",
                "http://a_b%00/x",
                "//host/x",
                ""
            })
    void refusesUrlsByTheirText(String url) {
        assertThatThrownBy(() -> MediaUrl.of(url)).isInstanceOf(UnfetchableException.class);
    }

    @Test
    void showsUrlsWithoutWhatMayBeSecret() {
        assertThat(MediaUrl.shown("https://user:pw@host.test:8443/a/b.png?sig=secret#part"))
                .isEqualTo("https://host.test:8443/a/b.png");
        assertThat(MediaUrl.shown("https://host.test/" + "a".repeat(500))).hasSize(203);
    }

    @Test
    void followsRelativeRedirectionsOnTheSameHostOnly() throws UnfetchableException {
        MediaUrl url = MediaUrl.of("https://host.test/a/b.png?x=1");
        assertThat(url.redirected("../c.png").asked()).isEqualTo("https://host.test/c.png");
        assertThat(url.redirected("http://[::1]:9/x").host()).isEqualTo("::1");
        assertThatThrownBy(() -> url.redirected("file:///etc/passwd")).isInstanceOf(UnfetchableException.class);
    }

    @Test
    void knowsImagesAndPdfsByTheirFirstBytes() {
        assertThat(MediaType.of(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0}))
                .contains("image/png");
        assertThat(MediaType.of(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0}))
                .contains("image/jpeg");
        assertThat(MediaType.of("RIFF1234WEBPVP8 ".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .contains("image/webp");
        assertThat(MediaType.of("%PDF-1.7".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .contains("application/pdf");
        assertThat(MediaType.of("<html>".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEmpty();
        assertThat(MediaType.of(new byte[0])).isEmpty();
        assertThat(MediaType.mayBe("image/png; charset=x")).isTrue();
        assertThat(MediaType.mayBe("text/html")).isFalse();
    }
}
