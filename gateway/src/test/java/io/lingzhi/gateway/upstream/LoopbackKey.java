package io.lingzhi.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.PfxOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key with a certificate for loopback, made by the JDK's own tool. */
record LoopbackKey(Path store) {
    private static final String PASSWORD = "store-password";

    /** The key of this folder; made if there is none. */
    static synchronized LoopbackKey in(Path folder) throws Exception {
        Path store = folder.resolve("loopback.p12");
        if (!Files.exists(store)) {
            String tool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            Process made = new ProcessBuilder(
                            tool,
                            "-genkeypair",
                            "-alias",
                            "loopback",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=loopback",
                            "-ext",
                            "san=ip:127.0.0.1",
                            "-validity",
                            "2",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(made.waitFor()).as(said).isZero();
        }
        return new LoopbackKey(store);
    }

    /** The key for a server, and whom to trust for a client. */
    PfxOptions options() {
        return new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
    }

    SSLContext context() throws Exception {
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
