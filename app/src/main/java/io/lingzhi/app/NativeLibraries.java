package io.lingzhi.app;

import io.lingzhi.gateway.store.SqliteLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The native libraries that every start loads, written out of their jars once after a build. The launcher names the
 * files to the JVM; otherwise each start unpacks them into the temporary folder.
 */
public final class NativeLibraries {
    private static final String EPOLL = "META-INF/native/libnetty_transport_native_epoll_";
    private static final List<String> RESOURCES =
            List.of(SqliteLibrary.resource(), EPOLL + "x86_64.so", EPOLL + "aarch_64.so");

    private NativeLibraries() {}

    /**
     * Writes them.
     *
     * @param arguments the folder; each library gets a folder in it, named as its jar
     */
    public static void main(String[] arguments) throws IOException {
        for (String resource : RESOURCES) {
            URL found = NativeLibraries.class.getClassLoader().getResource(resource);
            if (found != null && found.openConnection() instanceof JarURLConnection connection) {
                Path jar = Path.of(connection.getJarFile().getName());
                Path folder = Files.createDirectories(Path.of(arguments[0]).resolve(jar.getFileName()));
                try (InputStream in = connection.getInputStream()) {
                    Files.copy(in, folder.resolve(Path.of(resource).getFileName()));
                }
            }
        }
    }
}
